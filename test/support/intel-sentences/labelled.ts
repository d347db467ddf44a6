import { readFileSync } from 'node:fs'
import type { Language } from '../../../preload/contract/words'
import type { RuleId, SentenceReading } from '../../../main/evidence/notes/rules/reading'

export const sentenceLanguages: readonly Language[] = ['en', 'zh-TW', 'zh-CN']

/**
 * - `develop`: every other sentence of the first set; the rules were made on these
 * - `held`: the rest of it, not looked at until the rules were done
 * - `second`: worded to evade the rules; then used to widen them
 * - `unseen`: written after the last rule; no rule was changed for it
 */
export type SentenceSet = 'develop' | 'held' | 'second' | 'unseen'

export interface LabelledSentence {
  language: Language
  set: SentenceSet
  /** `none` also stands for what is only possible, asked, or another's news. */
  verdict: SentenceReading['verdict']
  /** Null where no rule should fire, or one on each side. */
  rule: RuleId | null
  text: string
}

const rowsOf = (name: string): string[][] =>
  readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' | '))

const labelled = (
  name: string,
  language: Language,
  setOf: (index: number) => SentenceSet
): LabelledSentence[] =>
  rowsOf(name).map(([side = '', rule = '', text = ''], index) => ({
    language,
    set: setOf(index),
    verdict: side === '-' ? 'none' : (side as SentenceReading['verdict']),
    rule: rule === '-' || rule === 'mixed' ? null : (rule as RuleId),
    text
  }))

/** Every labelled sentence: one a line, `side | rule | sentence`. */
export const labelledSentences: readonly LabelledSentence[] = sentenceLanguages.flatMap(
  (language) => [
    ...labelled(language, language, (index) => (index % 2 === 0 ? 'develop' : 'held')),
    ...labelled(`second-${language}`, language, () => 'second'),
    ...labelled(`unseen-${language}`, language, () => 'unseen')
  ]
)
