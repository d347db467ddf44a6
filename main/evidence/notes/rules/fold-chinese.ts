/** Simplified characters of financial news, each followed by its traditional form. */
const pairs =
  '吗嗎专專点點链鏈斩斬锾鍰声聲羁羈沦淪誉譽偿償继繼观觀荐薦垫墊劲勁畅暢敛斂杠槓杆桿见見润潤忧憂识識逊遜写寫缔締' +
  '业業东東丝絲两兩严嚴个個临臨为為举舉义義习習书書买買乱亂争爭于於亏虧亚亞产產亿億仅僅从從仓倉们們价價众眾优優会會传傳伤傷' +
  '体體债債倾傾储儲关關兴興养養内內军軍农農冲沖决決况況净淨减減凭憑击擊则則创創删刪别別剂劑办辦务務动動劳勞势勢区區医醫华華' +
  '单單卖賣卫衛却卻厂廠历歷压壓参參双雙发發变變号號启啟员員响響问問团團园園围圍国國图圖场場坏壞块塊坚堅处處备備复復够夠头頭' +
  '夺奪奖獎学學宁寧实實审審宽寬对對导導将將尽盡层層属屬岁歲岛島币幣师師带帶帐帳账賬库庫应應废廢开開异異弃棄张張弹彈强強归歸' +
  '当當录錄态態总總恶惡惊驚惯慣愿願战戰户戶执執扩擴扬揚扰擾抛拋抢搶护護报報担擔拟擬拥擁择擇挂掛损損换換据據撑撐数數断斷无無' +
  '时時显顯暂暫术術机機权權条條来來极極构構标標样樣档檔检檢楼樓欧歐毁毀气氣汇匯沟溝测測济濟涨漲温溫渐漸湾灣满滿滞滯灭滅灯燈' +
  '灾災炼煉烧燒热熱牵牽犹猶独獨环環现現电電疗療盖蓋盘盤监監确確种種称稱税稅稳穩穷窮竞競笔筆签簽简簡类類级級纠糾红紅约約纪紀' +
  '纯純纳納纷紛纸紙线線练練组組细細终終经經结結给給络絡绝絕统統绩績续續维維综綜绿綠缓緩编編缩縮网網罚罰职職联聯胁脅胜勝脑腦' +
  '艺藝节節苏蘇营營虑慮虽雖补補装裝规規视視览覽计計订訂认認讨討让讓训訓议議讯訊记記许許论論设設访訪证證评評诉訴试試话話询詢' +
  '该該详詳语語误誤说說请請课課调調谁誰谈談谋謀负負财財责責败敗货貨质質贬貶购購贯貫贷貸贸貿费費资資赁賃赎贖赔賠赖賴赚賺赞贊' +
  '赢贏趋趨跃躍车車转轉轮輪软軟轻輕载載较較辅輔输輸边邊达達过過运運还還这這进進远遠违違连連迟遲适適选選递遞遗遺邮郵释釋针針' +
  '钢鋼钱錢铁鐵银銀销銷锁鎖锂鋰锐銳错錯长長门門闭閉间間闻聞队隊阳陽阶階际際陆陸险險随隨难難隐隱静靜页頁顶頂项項顺順须須顾顧' +
  '预預领領频頻题題额額颗顆风風飙飆飞飛饮飲馆館马馬驱驅驳駁验驗骗騙骤驟龙龍齐齊兑兌协協虚虛获獲药藥准準余餘后後并並采採诺諾' +
  '伪偽诈詐贿賄缴繳冻凍紧緊没沒荣榮笼籠骑騎胀脹赶趕岗崗炉爐圣聖坠墜讼訟谅諒谣謠谨謹轨軌轿轎辆輛迈邁钻鑽铜銅铝鋁锌鋅镍鎳闲閒' +
  '闯闖阅閱阴陰离離颁頒颇頗饱飽剧劇劝勸厉厲叹嘆喷噴嘱囑垄壟扑撲拦攔拨撥挤擠挣掙掷擲搁擱摆擺摊攤携攜枪槍栋棟树樹桥橋梦夢残殘' +
  '沪滬浓濃渔漁炜煒猎獵玛瑪矿礦码碼硕碩礼禮祸禍积積窃竊筹籌粮糧纤纖纲綱绑綁绕繞绪緒缘緣罗羅肤膚胶膠脱脫舰艦艰艱虫蟲蚀蝕袭襲' +
  '讲講谱譜赋賦赵趙辉輝辩辯遥遙郑鄭鉴鑑镜鏡阔闊陈陳韧韌顽頑饥飢驻駐鲜鮮鸡雞麦麥黄黃龟龜'

const traditional = new Map<string, string>()
for (let index = 0; index + 1 < pairs.length; index += 2) {
  traditional.set(pairs.charAt(index), pairs.charAt(index + 1))
}

/** Both scripts write these; they tell nothing. */
const shared = new Set('准余后并于冲采伙芯')

const simplifiedOnly = new Set([...traditional.keys()].filter((mark) => !shared.has(mark)))
const traditionalOnly = new Set([...traditional.values()].filter((mark) => !traditional.has(mark)))

/** Chinese text in traditional characters, each in its place; others stay as they are. */
export const foldChinese = (text: string): string =>
  text.replace(/\p{Script=Han}/gu, (mark) => traditional.get(mark) ?? mark)

/** Whether a text is written in simplified characters; one without any telling mark is not. */
export const isSimplified = (text: string): boolean => {
  let balance = 0
  for (const mark of text) {
    if (simplifiedOnly.has(mark)) balance += 1
    else if (traditionalOnly.has(mark)) balance -= 1
  }
  return balance > 0
}
