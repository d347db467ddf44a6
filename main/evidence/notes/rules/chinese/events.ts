import { event } from '../event'
import type { EventRule } from '../language-pack'
import { chineseCompanyEvents } from './company-events'

const g = '[^，。；]'
const plan = '(?:財測|展望|指引|財務預測|目標(?!價))'

const guidance: readonly EventRule[] = [
  event('guide', 'guidance', 'against', `(?:撤回|收回|取消|暫停提供|撤銷)${g}{0,8}${plan}`),
  event('guide', 'guidance', 'against', '(?:獲利|盈利|業績)預警|盈警', { sure: true }),
  event(
    'guide',
    'guidance',
    'against',
    `目標${g}{0,8}(?:難以?|無法|不易)(?:達成|完成|實現|達標)|(?:難以?|無法)(?:達成|完成|實現)${g}{0,8}(?:目標(?!價)|財測)`,
    { sure: true }
  ),
  event('guide', 'guidance', 'against', '業績預[減虧]|預虧'),
  event('guide', 'guidance', 'for', '業績預[增盈]|盈喜')
]

const payouts: readonly EventRule[] = [
  event(
    'dividend',
    'dividend',
    'against',
    `(?:不|未|暫停|取消|停止|暫緩|無法|[拿領]不到)(?:擬|再|予|會|進行|實施|配發|發放|派發|分配|派|發)*(?:現金)?(?:股利|股息|配息|派息|分紅|紅利)`,
    { sure: true }
  ),
  event(
    'dividend',
    'dividend',
    'for',
    `加發|加碼配發|特別股[利息]|恢復(?:配發|發放|派發|配息|派息|分紅)|首度配息`
  ),
  event(
    'dividend',
    'dividend',
    'for',
    `派發現金紅利|派發特別|首次${g}{0,6}(?:分紅|派息|配息|配發)`
  ),
  event(
    'buyback',
    'buyback',
    'against',
    `(?:終止|取消|暫停|停止|中止|縮減)${g}{0,6}(?:庫藏股|回購)`
  ),
  event(
    'buyback',
    'buyback',
    'for',
    `(?:買回|實施|通過|啟動|推出|宣[布佈]|完成|執行|擬|決議|首次)${g}{0,8}(?:庫藏股|回購)|回購(?:公司)?(?:股份|股票)|股份回購`
  ),
  event('beat', 'results', 'for', '(?:令|讓|出乎)[^，。；]{0,6}驚喜'),
  event('miss', 'results', 'against', '大失所望|令人失望|不盡理想'),
  event(
    'dilute',
    'shares',
    'against',
    '(?:辦理|進行|發行|啟動)?現金增資|現增|私募(?!基金|股權)|定向增發|增發(?!放)|非公開發行|發行新股|發行[^，。；]{0,6}新股|稀釋|攤薄|減持|申讓|可轉(?:換公司)?債|(?:董事|股東|高管)[^，。；]{0,8}(?:拋售|出脫)'
  )
]

const credit: readonly EventRule[] = [
  event(
    'impair',
    'assets',
    'for',
    `(?:減[損值]|跌價損失|跌價準備|呆[帳賬]|壞[帳賬])(?:準備)?${g}{0,4}(?:回沖|[迴回]轉|轉回|沖回)|(?:回沖|[迴回]轉|轉回|沖回)${g}{0,6}(?:減[損值]|跌價損失|跌價準備|呆[帳賬]|壞[帳賬])(?:準備)?`
  ),
  event(
    'impair',
    'assets',
    'against',
    `(?:(?:認列|提列|計提|打銷)${g}{0,8})?(?:商譽|資產|存貨)?(?:減損|減值|跌價損失)(?:損失|準備)?`,
    { soft: true }
  ),
  event(
    'default',
    'credit',
    'for',
    '如期還款|按時兌付|如期兌付|按期償付|(?:解除|化解|免於|躲過)違約(?:危機)?'
  ),
  event(
    'default',
    'credit',
    'against',
    `(?:無力|未能|無法|未)(?:按期|如期|按時)?(?:償還|清償|支付|兌付|償付|履行)${g}{0,10}`
  ),
  event(
    'default',
    'credit',
    'against',
    `(?:實質)?違約(?!金|責任|條款|率|罰)|跳票|破產|(?:裁定|聲請|申請|受理)${g}{0,4}重整|繼續經營|(?:債務|票據|貸款)逾期|逾期未[付還]|退票|假扣押|積欠`
  )
]

const ratings: readonly EventRule[] = [
  event(
    'rating',
    'rating',
    'against',
    `降評|(?:調降|下調|下修|調低|降)(?:${g}{0,14}(?:評等|評級|信評|目標價)${g}{0,3})?至${g}{0,4}(?:減碼|賣出|減持|中立|持有|垃圾級|劣於大盤|負面${g}{0,6})|負面觀察|展望${g}{0,8}負[面向]|看空`
  ),
  event(
    'rating',
    'rating',
    'for',
    `升評|(?:調升|上調|上修|調高|升)(?:${g}{0,14}(?:評等|評級|信評)${g}{0,3})?至${g}{0,4}(?:買進|買入|加碼|增持|推薦|優於大盤|強力買進|中立)|展望${g}{0,8}正[面向]`
  )
]

/** Events of Chinese business news; the first in this order takes its words. */
export const chineseEvents: readonly EventRule[] = [
  ...guidance,
  ...payouts,
  ...credit,
  ...ratings,
  ...chineseCompanyEvents
]
