import type { Direction, YardstickRule } from '../language-pack'
import type { RuleId } from '../reading'

const yardstick = (
  rule: RuleId,
  direction: Direction,
  pattern: string,
  alone = true
): YardstickRule => ({ rule, direction, alone, pattern: new RegExp(pattern, 'g') })

const gap = '[^，。；]{0,8}?'
const market = '(?:預期|預估|預測|共識|估計|財測|指引|目標(?!價)|市場平均)(?:值|水準|的?上緣|區間)?'

/** Words that hold a figure against what was expected, or against all figures before it. */
export const chineseYardsticks: readonly YardstickRule[] = [
  yardstick('beat', 'better', `(?:優於|好於|勝過|強於|打敗|擊敗)${gap}${market}`),
  yardstick('miss', 'worse', `(?:不如|不及|遜於|遜色於|差於|未達|未及|達不到|劣於)${gap}${market}`),
  yardstick('beat', 'up', `(?:超越|超出|超過|高於|高過|大於|多於|突破)${gap}${market}`),
  yardstick('miss', 'down', `(?:低於|少於|小於|落後)${gap}${market}`),
  yardstick('beat', 'better', `比${gap}(?:預期|預估|預測)(?:更|還|來得|還要)*(?:好|佳|強)`),
  yardstick('miss', 'worse', `比${gap}(?:預期|預估|預測)(?:更|還|來得|還要)*(?:差|糟|弱)`),
  yardstick('beat', 'up', `比${gap}(?:預期|預估|預測)(?:更|還|來得|還要)*(?:高|多|大|快)`),
  yardstick('miss', 'down', `比${gap}(?:預期|預估|預測)(?:更|還|來得|還要)*(?:低|少|小|慢)`),
  yardstick(
    'record',
    'up',
    '(?:改寫|創下?|刷新|再創|續創|締造|寫下)[^，。；]{0,10}(?:新高|最高|紀錄|高點)|歷史新高|同期[新次]高|歷[年來史][^，。；]{0,2}最[多高佳大]',
    false
  ),
  yardstick(
    'record',
    'down',
    '(?:創下?|刷新|再創|續創|跌至|寫下)[^，。；]{0,10}(?:新低|最低|低點)|歷史新低',
    false
  )
]
