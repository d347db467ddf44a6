import type { Direction, Grammar, MoveWord } from '../language-pack'

const move = (grammar: Grammar, direction: Direction, words: string): MoveWord => ({
  grammar,
  direction,
  pattern: new RegExp(words, 'g')
})

/** Moving words of Chinese, in traditional characters; longer ones stand before their parts. */
export const chineseMoves: readonly MoveWord[] = [
  move(
    'either',
    'up',
    '[往向]上(?:調|修)(?!整|正)|上修|上調|往上調整|向上修正|調升|調高|調增|提高|提升|拉高|推升|增加|擴大|墊高|加碼'
  ),
  move(
    'either',
    'down',
    '[往向]下(?:調|修)(?!整|正)|下修|下調|往下調整|向下修正|調降|調低|調減|降低|壓低|減少|縮減|刪減|削減|砍(?!單)|減半|下砍|壓縮'
  ),
  move(
    'intransitive',
    'up',
    '[年月季同環]比?(?:大幅)?(?:增長?|成長|上升|上漲)(?!率)|預增|大增|激增|倍增|翻倍|翻番|勁揚|勁增|成長|增長|上升|攀升|上揚|走高|走揚|回升|回溫|升至|升破|擴增|飆升|飆高|增至|攀高|上漲|調漲|漲價|居高不下|暢旺|強勁|熱絡|充足|爆滿|[多增升漲]了|翻了?一[倍番]|[再微小略續暴](?:增(?![資發])|升)|放量|拉長|高企|高漲|由[^，。；]{1,10}(?:提|升|拉)到'
  ),
  move(
    'intransitive',
    'down',
    '[年月季同環]比?(?:大幅)?(?:減(?!少)|下降|下滑|下跌|衰退|減少)|預減|大減|銳減|驟減|驟降|衰退|下滑|下降|走低|走跌|走弱|萎縮|縮小|縮水|收斂|收窄|收縮|腰斬|降至|降到|跌破|跌至|下跌|下探|滑落|趨緩|放緩|疲弱|疲軟|短少|低迷|不振|轉弱|[少減降掉]了|[再微小略續暴](?:減(?!少)|降(?!低))|歸零|掛零|縮短|滑至|探底'
  ),
  move('intransitive', 'better', '改善|好轉|轉佳|回穩|轉強'),
  move('intransitive', 'worse', '惡化|轉差|受挫|受創|承壓')
]
