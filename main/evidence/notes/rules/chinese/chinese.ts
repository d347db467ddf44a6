import { foldChinese } from '../fold-chinese'
import type { LanguagePack } from '../language-pack'
import { chineseEvents } from './events'
import { chineseMoves } from './moves'
import { chineseNouns } from './nouns'
import { chineseNounOf, chineseScope, isForetold } from './scope'
import { chineseYardsticks } from './yardsticks'

/** Traditional characters and small Latin letters, each in its place. */
const normalise = (text: string): string =>
  foldChinese(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** The rules for Chinese in both scripts: simplified text is folded before it is read. */
export const chinese: LanguagePack = {
  normalise,
  ignored: [
    /受[^，。；]{1,10}?(?:影響|拖累|衝擊|沖擊|波及)/g,
    /(?:[儘盡]管|雖然?)[^，。；]*(?=，(?:公司)?(?:沒|未|並未|仍|並無))/g,
    /市場調查|調查(?:顯示|指出|問卷)/g,
    /不斷|不僅|不但|不只|不過|不料/g
  ],
  question: /[?？嗎吗][」』"]?$/,
  objects: chineseNouns,
  phraseGap: /^的?$/,
  complementGap: /^的?$/,
  events: chineseEvents,
  yardsticks: chineseYardsticks,
  moves: chineseMoves,
  foretold: isForetold,
  scope: chineseScope,
  nounOf: chineseNounOf
}
