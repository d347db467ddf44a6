import type { Language } from '../../../../preload/contract/words'
import { isSimplified } from './fold-chinese'

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** A Chinese character says about as much as this many letters. */
const lettersPerCharacter = 3
/** Above this part of the letters, another script makes the sentence unreadable. */
const foreignPart = 0.2

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const englishWords = wordSet(
  'the of and to its it for by with was were has have had from that this be been will or are but not than their after over said would which who as at'
)

/** Small words of other languages in Latin letters that English does not have. */
const foreignWords = wordSet(
  'der das und ist nicht für von mit dem den auf ein eine einen wird sich im zum zur bei nach le la les des du et est une dans pour pas sur avec au aux ses el los las del que una por para con su sus se il di che per della nel sono una gli em não uma os dos das com ao het een van niet zijn voor op och att det som på är för inte ikke til af han der nie się na jest oraz dla bir ve için ile yang dan untuk dari pada của và là không có'
)

const isEnglish = (text: string): boolean => {
  const words = text.toLowerCase().match(/[\p{L}']+/gu) ?? []
  const english = words.filter((word) => englishWords.has(word)).length
  const foreign = words.filter((word) => foreignWords.has(word)).length
  if (foreign > english) return false
  const accented = words.filter((word) => /[^a-z']/.test(word)).length
  return english > 0 || accented * 4 < Math.max(1, words.length)
}

/** The language of a sentence; null when there are no rules for it. */
export const languageOf = (text: string): Language | null => {
  const han = countOf(text, /\p{Script=Han}/gu)
  const latin = countOf(text, /\p{Script=Latin}/gu)
  const letters = countOf(text, /\p{L}/gu)
  if (letters === 0) return 'en'
  if (letters - han - latin > letters * foreignPart) return null
  if (han * lettersPerCharacter >= latin) return isSimplified(text) ? 'zh-CN' : 'zh-TW'
  return isEnglish(text) ? 'en' : null
}
