import { createInstance, type i18n } from 'i18next'
import type { Fact } from '../../../../preload/contract/facts'
import type { Language } from '../../../../preload/contract/words'
import type { DeskFinding, DeskValue } from '../findings/finding'
import { parameters } from '../parameters'
import { deskCatalogues } from './catalogues'
import { numberText, parameterText, styleOf, unitGap, type NumberStyle } from './number-text'
import { quoteText } from './quote-text'

const namespace = 'desk'
const tokenStart = '\ue000'
const tokenEnd = '\ue001'
const token = /\ue000(\d+)\ue001/g

const hanBeforeLatin = /(\p{Script=Han})(?=[A-Za-z0-9+\u2212])/gu
const latinBeforeHan = /([A-Za-z0-9%\]])(?=\p{Script=Han})/gu

interface FormatOptions {
  as?: string
  of?: string
}

/** Placeholders of templates: their type says what they print. */
const placeholderTypes = ['fact', 'parameter', 'date', 'count', 'words'] as const
type PlaceholderType = (typeof placeholderTypes)[number]

const makeTranslator = (language: Language): i18n => {
  const translator = createInstance()
  const resources = Object.fromEntries(
    Object.entries(deskCatalogues).map(([lng, catalogue]) => [lng, { [namespace]: catalogue }])
  )
  void translator.init({
    lng: language,
    fallbackLng: { 'zh-CN': ['zh-TW', 'en'], default: ['en'] },
    resources,
    defaultNS: namespace,
    ns: [namespace],
    nsSeparator: false,
    initAsync: false,
    returnNull: false,
    interpolation: { escapeValue: false }
  })
  return translator
}

/** The code of a text fact as a catalogue key: `rsi.30-50|above` → `rsi_30_50_above`. */
const codeKey = (code: string): string => code.replace(/[^a-zA-Z0-9]+/g, '_')

/** A close may have fallen where its return with dividends is a rise. */
const isTotalReturn = ({ metric, basis }: Fact): boolean =>
  metric.startsWith('return.') && basis === 'total'

/**
 * Writes findings in one language. It knows no rule by name: a template says what is printed, its
 * typed placeholders say how. Every fact is followed by its citation.
 */
export class DeskWriter {
  readonly language: Language
  readonly #translator: i18n
  readonly #terms = new Map<string, string>()
  readonly #weekday: Intl.DateTimeFormat
  /** Finished texts of placeholders; put in last, so that nothing in them is read as a template. */
  #printed: string[] = []

  constructor(language: Language) {
    this.language = language
    this.#translator = makeTranslator(language)
    this.#weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
    for (const type of placeholderTypes) this.#addFormat(type)
  }

  /** A word or phrase of the catalogue; throws a TypeError when there is none. */
  term(key: string): string {
    const known = this.#terms.get(key)
    if (known !== undefined) return known
    const words: unknown = this.#translator.t(key, { defaultValue: null })
    if (typeof words !== 'string') throw new TypeError(`no words for ${key}`)
    this.#terms.set(key, words)
    return words
  }

  /** The sentence (or phrase) of a finding. Throws a TypeError for a rule without a template. */
  sentence(finding: DeskFinding): string {
    if (!this.#translator.exists(finding.rule)) {
      throw new TypeError(`no template for ${finding.rule} in ${this.language}`)
    }
    const outer = this.#printed
    this.#printed = []
    const text = this.#translator.t(finding.rule, {
      ...finding.values,
      nest: false,
      missingInterpolationHandler: (_text: string, match: RegExpExecArray) =>
        this.#hold(this.#constant(match[1] ?? ''))
    })
    const printed = this.#printed
    this.#printed = outer
    const whole = text.replace(token, (_match, index: string) => printed[Number(index)] ?? '')
    const unfilled = whole.indexOf('\ufffd')
    if (unfilled >= 0) throw new TypeError(`${finding.rule}: no ${whole.slice(unfilled + 1)}`)
    return this.#spacedOut(whole, finding)
  }

  /** Chinese sets a space between its own characters and figures; a quote is left as it is. */
  #spacedOut(text: string, { values }: DeskFinding): string {
    const quotes = Object.values(values).some(({ kind }) => kind === 'quote')
    if (quotes || !this.language.startsWith('zh')) return text
    return text.replace(hanBeforeLatin, '$1 ').replace(latinBeforeHan, '$1 ')
  }

  /**
   * What a placeholder prints that no value of the finding fills: a constant of the desk, or a mark
   * that `sentence` finds. Not given to i18next with the values, since it copies all it is given
   * for each placeholder.
   */
  #constant(placeholder: string): string {
    const [name = '', type] = placeholder.split(',').map((part) => part.trim())
    const text = type === 'parameter' ? constants.get(name) : undefined
    return text === undefined ? `\ufffd${placeholder}` : this.#spaced(text)
  }

  #hold(text: string): string {
    this.#printed.push(text)
    return `${tokenStart}${this.#printed.length - 1}${tokenEnd}`
  }

  #addFormat(type: PlaceholderType): void {
    const format = (value: DeskValue, _language: unknown, options: FormatOptions): string => {
      const text = this.#print(type, value, options)
      // i18next swallows what a format throws, so a mistake is put where `sentence` finds it.
      return this.#hold(text ?? `\ufffd${type} ${JSON.stringify(value)}`)
    }
    this.#translator.services.formatter?.add(type, format)
  }

  #print(type: PlaceholderType, value: DeskValue, options: FormatOptions): string | null {
    switch (value.kind) {
      case 'fact':
        if (type === 'fact') return this.#fact(value.fact, options)
        return type === 'count' ? this.#count(value.fact, options) : null
      case 'parameter':
        return type === 'parameter' ? this.#spaced(parameterText(value.parameter)) : null
      case 'date':
        return type === 'date' ? this.#date(value.date, options) : null
      case 'term':
        return type === 'words' ? this.#word(value.key, options) : null
      case 'list':
        return type === 'words' ? this.list(value.keys.map((key) => this.term(key))) : null
      case 'phrase':
        return type === 'words' ? this.sentence(value.finding) : null
      case 'name':
        return type === 'words' ? value.text : null
      case 'quote':
        return type === 'words' ? quoteText(value.text) : null
      case 'citation':
        return type === 'words' ? `[${value.id}]` : null
    }
  }

  /** A word; `as: start` gives it the capital that opens a sentence. */
  #word(key: string, { as }: FormatOptions): string {
    const word = this.term(key)
    return as === 'start' ? word.charAt(0).toUpperCase() + word.slice(1) : word
  }

  /** Joins words as the language does. */
  list(words: readonly string[]): string {
    return words.join(this.term('text.listGap'))
  }

  #date(date: string, { as }: FormatOptions): string {
    if (as !== 'weekday') return date
    const weekday = this.#weekday.format(new Date(`${date}T00:00:00Z`))
    return this.#translator.t('summary.weekdayDate', { weekday, date })
  }

  #number(value: number, style: NumberStyle): string {
    return this.#spaced(numberText(value, style))
  }

  #spaced(number: string): string {
    return number.replace(unitGap, this.term('text.unitGap'))
  }

  #fact(fact: Fact, { as }: FormatOptions): string {
    const citation = ` [${fact.id}]`
    if (typeof fact.value === 'string') {
      // A year or a ratio such as 2:1 is a text that needs no words.
      return fact.unit === 'date' || as === 'plain'
        ? `${fact.value}${citation}`
        : `${this.term(`codes.${codeKey(fact.value)}`)}${citation}`
    }
    const style = styleOf(fact)
    const kind = isTotalReturn(fact) ? this.term('text.withDividends') : ''
    if (as === 'move') return `${this.#move(fact.value, style.digits)}${kind}${citation}`
    if (as === 'size') {
      return `${this.#number(Math.abs(fact.value), { ...style, signed: false })}${kind}${citation}`
    }
    return `${this.#number(fact.value, style)}${kind}${citation}`
  }

  /** A return whose sign is a word: "fell 3.2 %". */
  #move(value: number, digits: number): string {
    const size = this.#number(Math.abs(value), { form: 'percent', digits, signed: false })
    const isZero = Number((Math.abs(value) * 100).toFixed(digits)) === 0
    const way = isZero ? 'flat' : value < 0 ? 'down' : 'up'
    return `${this.term(`moves.${way}`)}${size}`
  }

  /** A number with its noun in the right plural, then the citation. */
  #count(fact: Fact, { of }: FormatOptions): string | null {
    if (typeof fact.value !== 'number' || of === undefined) return null
    const style = styleOf(fact)
    const points = { form: 'points', digits: 1, signed: false } as const
    const number = this.#number(fact.value, of === 'point' ? points : style)
    const count = Number(number.replace(/,/g, ''))
    const noun = this.#translator.t(`nouns.${of}`, { count, number })
    return `${noun} [${fact.id}]`
  }
}

const constants: ReadonlyMap<string, string> = new Map(
  Object.entries(parameters).map(([name, parameter]) => [name, parameterText(parameter)])
)

const writers = new Map<Language, DeskWriter>()

/** The writer of a language; made once, since a catalogue does not change while the room runs. */
export const deskWriter = (language: Language): DeskWriter => {
  const known = writers.get(language)
  if (known !== undefined) return known
  const made = new DeskWriter(language)
  writers.set(language, made)
  return made
}
