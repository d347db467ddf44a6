import { event } from '../event'
import type { EventRule } from '../language-pack'

const g = '[^，。；]'
const won = '(?:標案|訂單|大單|合約|合同|專案|案|藥證|許可證?|認證|核准|批准|執照|定點|授權|協議)'

const schedule: readonly EventRule[] = [
  event(
    'delay',
    'schedule',
    'for',
    '超前|提[早前][^，。；]{0,6}(?:完工|投產|量產|交付|交車|啟用)|復工|復產'
  ),
  event(
    'delay',
    'schedule',
    'against',
    '延後|延遲|遞延(?!所得|收入|稅)|延期|延宕|推遲|推後|順延|(?:進度|時程)落後|停工(?!的)|停產(?!的)|斷鏈|斷料'
  )
]

const trade: readonly EventRule[] = [
  event(
    'lose',
    'law',
    'against',
    `敗訴|(?:遭|被)${g}{0,8}(?:駁回|退件|否決)|未(?:獲|通過|取得)${g}{0,6}(?:核准|批准|審查|許可)`
  ),
  event(
    'lose',
    'contract',
    'against',
    `(?:失去|痛失|流失)${g}{0,12}(?:客戶|訂單|市[占佔]|合約|份額)|掉單|砍單|抽單|落標|未(?:能)?[得中]標|(?:遭|被)${g}{0,6}(?:取消訂單|終止合約|解約)`
  ),
  event(
    'win',
    'contract',
    'for',
    `得標|中標|(?:拿下|取得|獲得|獲|奪得|搶下|簽下|簽訂|簽署|搶到|奪下|吃下|通過|接獲|斬獲)${g}{0,12}?${won}|打入${g}{0,12}供應鏈|獲批|勝訴|獲准上市`
  ),
  event(
    'recall',
    'product',
    'against',
    `召回|全面下架(?:回收)?|下架回收|回收${g}{0,8}(?:產品|批次|車輛)`
  )
]

const law: readonly EventRule[] = [
  event(
    'investigate',
    'law',
    'for',
    `結案|不起訴|無罪|(?:終止|結束|撤銷)${g}{0,8}(?:調查|處分)(?:${g}{0,2}，未${g}{0,4}處罰)?|(?:沒有|未|並未|並無)(?:發現)?違[法規]${g}{0,2}|未${g}{0,3}處罰`
  ),
  event(
    'investigate',
    'law',
    'against',
    '(?:立案)?調查(?!顯示|指出|報告|結果|後認定|問卷)|搜索(?!引擎)|約談|裁罰|開罰|處罰|罰款|罰鍰|遭罰|被罰|起訴|警示函|涉嫌|內線交易|違規|違法|財報不實|掏空|問詢函|聲押|收押|羈押'
  )
]

const turns: readonly EventRule[] = [
  event(
    'turn',
    'results',
    'for',
    '轉虧為盈|虧轉盈|扭虧(?:為盈)?|轉盈|止虧|(?:走出|擺脫|脫離|告別)虧損|終於賺錢|開始賺錢'
  ),
  event('turn', 'loss', 'against', '由盈轉虧|盈轉虧|轉虧|(?:出現|陷入|仍|續|淪為)(?:虧損|赤字)'),
  event(
    'turn',
    'loss',
    'against',
    `虧損(?=(?:約|達|高達|逾)?[\\d０-９一二三四五六七八九十百千兩零]${g}{0,8}元)|(?:每股|淨)虧(?!損)${g}{0,4}[\\d一二三四五六七八九十百千兩零]`
  )
]

/** Events of a company's own: schedule, trade, law, profit and loss. */
export const chineseCompanyEvents: readonly EventRule[] = [...schedule, ...trade, ...law, ...turns]
