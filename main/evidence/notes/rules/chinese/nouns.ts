import type { ObjectWord } from '../language-pack'
import type { ObjectId } from '../reading'

const nouns = (
  object: ObjectId | 'neutral',
  words: string,
  { bad = false, firm = false }: { bad?: boolean; firm?: boolean } = {}
): ObjectWord => ({ object, bad, firm, pattern: words })

/** What can move in Chinese business news, in traditional characters. */
export const chineseNouns: readonly ObjectWord[] = [
  nouns('rating', '目標價|(?:信用|主體|債券)*(?:評等|評級)|信評', { firm: true }),
  nouns(
    'neutral',
    '資本支出|股價|指數|匯率|利率|殖利率|油價|電價|原物料|原材料|關稅|外資|持股|張數|買超|賣超|成交量|成交額|人數|員工|人力|市值|通膨|大盤'
  ),
  nouns('inventory', '存貨跌價損失|(?:存貨|庫存)(?:周轉|週轉)天數|存貨|庫存', { bad: true }),
  nouns(
    'credit',
    '壞[帳賬]準備|呆[帳賬]|壞[帳賬]|逾放比率?|逾放|逾期(?:放款|金額|貸款|率)?|不良(?:貸款)?率|不良貸款|不良資產|提存|備抵|信用成本|違約率|撥備計提',
    { bad: true }
  ),
  nouns('demand', '合同負債|合約負債'),
  nouns('debt', '(?:資產)?負債(?:比率|比|率)?|借款|債務|槓桿(?:率)?', { bad: true }),
  nouns('loss', '(?:淨|營業|本業|稅後)?虧損|赤字|匯損|匯兌損失|損失', { bad: true }),
  nouns('schedule', '交期|工期', { bad: true }),
  nouns('assets', '(?:資產|商譽)?減[損值](?:準備)?', { bad: true }),
  nouns('demand', '(?:客戶)?流失率|退貨率?|退訂率?|解約率', { bad: true }),
  nouns('cost', '成本|費用率?|營業支出|開支|支出|稅負|賠款|理賠', { bad: true }),
  nouns(
    'dividend',
    '現金股利|股票股利|特別股利|股利|股息|現金紅利|紅利|派息|配息|分紅(?:比例|率)?',
    {
      firm: true
    }
  ),
  nouns('buyback', '庫藏股|股份回購|股票回購|回購', { firm: true }),
  nouns('guidance', '財務預測|業績預告|業績指引|財測|展望|預估(?!$)|預測|指引|目標|預期'),
  nouns(
    'demand',
    '在手訂單|訂單|接單|需求|出貨量?|銷售?量|產能利用率|稼動率|市[占佔]率|市場份額|客流量?|來客數|客單價|用戶數?|會員數?|客戶數|產量|交付量?|交車量|能見度|報價|售價|單價|新增訂戶|訂閱數|載客率|住房率|出租率'
  ),
  nouns(
    'results',
    '同店銷售額?|營業收入|營業額|營業利益率?|營業利潤|營業淨利|淨利息收入|利息收入|手續費收入|營收|收入|銷售額|銷售(?!費用)|業績|獲利|淨利潤|利潤率?|淨利率?|淨利差|利差|純益率?|盈餘|盈利|每股(?:盈餘|收益|純益)|eps|毛利率?|營益率|現金流量?|本業|營運'
  )
]
