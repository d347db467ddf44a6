import type { Fact } from '../../preload/contract/facts'
import { readingWords } from './intel-words'
import { sinceWords } from './desk-lexicon-since'
import { absentNames, codeWords, figurePhrases, lexicon, type LexiconEntry } from './desk-lexicon'

export type CheckedLanguage = 'en' | 'zh-TW'

/**
 * Reads a text of the desk beside the list of facts, and nothing else: each figure must equal, at
 * its printed precision and with its sign, the fact that is cited right after it, in a sentence that
 * speaks of that fact; any other figure must belong to a name or a constant. Returns what is wrong.
 */
export const checkText = (
  text: string,
  facts: readonly Fact[],
  language: CheckedLanguage
): string[] => {
  const byId = new Map(facts.map((fact) => [fact.id, fact]))
  const problems: string[] = []
  // A line may not break between a figure and its unit; to a reader it is a space.
  const rest = checkQuotes(text.replace(/\u00a0/g, ' '), byId, problems)
  for (const sentence of sentencesOf(rest, language)) {
    problems.push(...new SentenceCheck(sentence, byId, language).run())
  }
  return problems
}

const quoted =
  /(?:(\d{4}-\d\d-\d\d)[,，] ?)?([^\s,，]+):(\d+)([^“「\n]*)[“「]([^”」]*)[”」] ?\[(F\d+)\]/gu

const plain = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, ' ')
    .trim()

/** Quotes must stand in the evidence as they stand here, at that place and under that date. */
const checkQuotes = (text: string, byId: Map<string, Fact>, problems: string[]): string =>
  text.replace(quoted, (whole, date, file, line, _between, words, id: string) => {
    const fact = byId.get(id)
    const source = fact?.source
    const right =
      fact !== undefined &&
      source?.kind === 'text-lines' &&
      source.file === file &&
      source.from === Number(line) &&
      plain(String(fact.value)) === plain(words) &&
      (date === undefined ? fact.metric.endsWith('undated') : fact.from === date)
    if (!right) problems.push(`quote is not the evidence: ${whole}`)
    return ''
  })

const sentencesOf = (text: string, language: CheckedLanguage): string[] =>
  text
    .split('\n')
    .flatMap((line) => {
      const bare = line.replace(/^- /, '').replace(/\*\*[^*]+\*\*/g, '')
      return language === 'en' ? bare.split(/(?<=[.!?])\s+/) : bare.split(/(?<=。)/)
    })
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')

interface Figure {
  text: string
  start: number
  end: number
}

const number = String.raw`[+\u2212-]?\d[\d,]*(?:\.\d+)?`
const enUnits = String.raw`(?: %|σ| sessions?| days?| separate windows?| points| times| sentences?| units?| periods?| sets? of ratios| lots?| shares?)?`
const zhUnits = String.raw`(?:%|σ| 個交易日| 天| 個獨立區間| 個百分點| 點| 倍| 次| 句| 單位| 期| 組比率| 手| 張| 股)?`
const atEnd = {
  en: new RegExp(String.raw`(${number})(${enUnits})( with dividends)? $`, 'u'),
  'zh-TW': new RegExp(String.raw`(${number})(${zhUnits})( 含息)? $`, 'u')
}
const dateAtEnd = /(\d{4}-\d\d-\d\d) $/
const wordsOf = (table: typeof sinceWords, code: string, at: 0 | 1): string | undefined =>
  table.find(([each]) => each === code)?.[1 + at]

/** What must stand right before the citation of a text fact. */
const saidOf = ({ metric, value }: Fact, at: 0 | 1): string | undefined => {
  const text = String(value)
  if (metric === 'note.reading') return readingWords(text, at)
  if (metric.endsWith('most.year') || metric.startsWith('data.currency')) return text
  if (!metric.startsWith('since.cross.')) return wordsOf(codeWords, text, at)
  return wordsOf(sinceWords, text.split('>')[0] ?? '', at)
}

const downWords = /(fell|下跌) $/
const upWords = /(rose|上漲) $/
const stillWords = /(moved|變動) $/

class SentenceCheck {
  readonly #sentence: string
  readonly #byId: Map<string, Fact>
  readonly #language: CheckedLanguage
  readonly #at: 0 | 1
  readonly #problems: string[] = []
  /** Spans of the sentence that are accounted for. */
  readonly #known: Figure[] = []
  readonly #cited: Fact[] = []

  constructor(sentence: string, byId: Map<string, Fact>, language: CheckedLanguage) {
    this.#sentence = sentence
    this.#byId = byId
    this.#language = language
    this.#at = language === 'en' ? 0 : 1
  }

  run(): string[] {
    let from = 0
    for (const match of this.#sentence.matchAll(/\[(F\d+)\]/g)) {
      this.#citation(match[1] ?? '', from, match.index)
      this.#known.push({ text: match[0], start: match.index, end: match.index + match[0].length })
      from = match.index + match[0].length
    }
    this.#phrases()
    this.#leftOver()
    return this.#problems.map((problem) => `${problem} in: ${this.#sentence}`)
  }

  #wrong(problem: string): void {
    this.#problems.push(problem)
  }

  #citation(id: string, from: number, to: number): void {
    const fact = this.#byId.get(id)
    if (fact === undefined) return this.#wrong(`no fact ${id}`)
    this.#cited.push(fact)
    const segment = this.#sentence.slice(from, to)
    const entry = lexicon.find(({ metric }) => metric.test(fact.metric))
    if (entry === undefined) return this.#wrong(`${id} (${fact.metric}) is never said`)
    if (!entry.sentence[this.#at].test(this.#sentence)) {
      this.#wrong(`the sentence does not speak of ${fact.metric} (${id})`)
    }
    if (fact.unit === 'text') return this.#words(fact, segment, to)
    const found = (fact.unit === 'date' ? dateAtEnd : atEnd[this.#language]).exec(segment)
    if (found === null) return this.#wrong(`no figure before [${id}]`)
    const start = from + found.index
    this.#known.push({ text: found[0], start, end: to })
    const before = segment.slice(0, found.index)
    if (entry.near !== undefined && !entry.near[this.#at].test(before)) {
      this.#wrong(`the words before [${id}] do not speak of ${fact.metric}`)
    }
    if (fact.unit === 'date') {
      if (found[1] !== fact.value) this.#wrong(`${found[1]} is not ${fact.value} [${id}]`)
      return
    }
    // A close may have fallen where its return with dividends is a rise.
    const isTotal = /^return\./.test(fact.metric) && fact.basis === 'total'
    if (isTotal !== (found[3] !== undefined)) this.#wrong(`dividends at [${id}]`)
    this.#value(fact, entry, { printed: found[1] ?? '', unit: found[2] ?? '', before })
  }

  #words(fact: Fact, segment: string, to: number): void {
    const said = saidOf(fact, this.#at)
    if (said === undefined || !segment.trimEnd().endsWith(said)) {
      return this.#wrong(`"${segment}" does not say ${fact.value} [${fact.id}]`)
    }
    this.#known.push({ text: said, start: to - 1 - said.length, end: to })
  }

  #value(
    fact: Fact,
    entry: LexiconEntry,
    { printed, unit, before }: { printed: string; unit: string; before: string }
  ): void {
    const value = Number(fact.value)
    const digits = printed.replace(/[^\d.]/g, '')
    const decimals = digits.split('.')[1]?.length ?? 0
    const isShare = /%|points|百分點/.test(unit) && fact.unit === 'ratio'
    if (fact.unit === 'ratio' && !isShare) this.#wrong(`${printed} [${fact.id}] lacks its percent`)
    if (fact.unit !== 'ratio' && unit.includes('%')) this.#wrong(`${printed}% [${fact.id}] is none`)
    if (/^z\.|\.sigma$/.test(fact.metric) !== (unit === 'σ')) this.#wrong(`sigma at [${fact.id}]`)
    const scaled = Math.abs(isShare ? value * 100 : value)
    const size = Number(digits)
    if (Math.abs(scaled - size) > 0.5 * 10 ** -decimals + 1e-9 * Math.max(1, scaled)) {
      this.#wrong(`${printed} is not ${value} [${fact.id}]`)
    }
    if (!grouped(printed)) this.#wrong(`${printed} is grouped wrongly`)
    this.#sign(fact, entry, { value, printed, before, isZero: size === 0 })
  }

  #sign(
    fact: Fact,
    { signed = false }: LexiconEntry,
    {
      value,
      printed,
      before,
      isZero
    }: { value: number; printed: string; before: string; isZero: boolean }
  ): void {
    const mark = /^[+\u2212-]/.exec(printed)?.[0] ?? ''
    const word = downWords.test(before) ? '\u2212' : upWords.test(before) ? '+' : ''
    const wanted = isZero ? '' : value < 0 ? '\u2212' : signed ? '+' : ''
    if (mark !== '' && word !== '') return this.#wrong(`two signs at [${fact.id}]`)
    if (isZero && stillWords.test(before)) return
    const shown = mark === '' ? word : mark
    if (shown !== wanted) this.#wrong(`sign "${shown}" for ${value} [${fact.id}]`)
  }

  /** Names, constants, absences and as-of dates. */
  #phrases(): void {
    for (const { words, metrics } of figurePhrases) {
      const fits = metrics === null || this.#cited.some(({ metric }) => metrics.test(metric))
      if (fits) this.#allow(words[this.#at])
    }
    for (const { asOf } of this.#cited) this.#allow(new RegExp(asOf, 'g'))
    this.#absences()
  }

  #absences(): void {
    const pattern = [/give no |^No /, /算不出|沒有/][this.#at]
    if (pattern?.test(this.#sentence) !== true) return
    for (const names of absentNames) {
      const name = names[this.#at]
      if (!this.#sentence.includes(name)) continue
      this.#allow(new RegExp(escaped(name), 'g'))
      const needed = names[2]?.toLocaleString('en-US')
      if (needed === undefined) continue
      const needs = [`${name}: it needs ${needed} sessions`, `${name}：需要 ${needed} 個交易日`]
      this.#allow(new RegExp(escaped(needs[this.#at] ?? ''), 'g'))
    }
  }

  #allow(pattern: RegExp): void {
    for (const match of this.#sentence.matchAll(pattern)) {
      this.#known.push({
        text: match[0],
        start: match.index,
        end: match.index + match[0].length
      })
    }
  }

  #leftOver(): void {
    for (const match of this.#sentence.matchAll(/[+\u2212]?\d[\d,.]*\d|[+\u2212]?\d/g)) {
      const [start, end] = [match.index, match.index + match[0].length]
      const known = this.#known.some((span) => span.start <= start && end <= span.end)
      if (!known) this.#wrong(`${match[0]} is neither a fact nor a name`)
    }
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const grouped = (printed: string): boolean => {
  const whole = (printed.replace(/^[+\u2212-]/, '').split('.')[0] ?? '').split(',')
  return whole.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part))
}
