import i18next from 'i18next'
import enBoard from '../../locales/en/board.json'
import enErrors from '../../locales/en/errors.json'
import enOutcome from '../../locales/en/outcome.json'
import enTerminal from '../../locales/en/terminal.json'
import simplifiedBoard from '../../locales/zh-CN/board.json'
import simplifiedErrors from '../../locales/zh-CN/errors.json'
import simplifiedOutcome from '../../locales/zh-CN/outcome.json'
import simplifiedTerminal from '../../locales/zh-CN/terminal.json'
import traditionalBoard from '../../locales/zh-TW/board.json'
import traditionalErrors from '../../locales/zh-TW/errors.json'
import traditionalOutcome from '../../locales/zh-TW/outcome.json'
import traditionalTerminal from '../../locales/zh-TW/terminal.json'
import type { ErrorShape } from '../../preload/contract/errors'
import type { Language } from '../../preload/contract/words'
import type { UsageProblem } from './usage-problem'

const resources = {
  en: { terminal: enTerminal, board: enBoard, outcome: enOutcome, errors: enErrors },
  'zh-TW': {
    terminal: traditionalTerminal,
    board: traditionalBoard,
    outcome: traditionalOutcome,
    errors: traditionalErrors
  },
  'zh-CN': {
    terminal: simplifiedTerminal,
    board: simplifiedBoard,
    outcome: simplifiedOutcome,
    errors: simplifiedErrors
  }
}

type Parameters = Readonly<Record<string, string | number>>

/** The terminal's words and numbers in one language, whatever the machine's own locale is. */
export interface Words {
  readonly language: Language
  /** A text of `terminal.json`; `board:key` is one of `board.json`, and so on. */
  text(key: string, parameters?: Parameters): string
  error(error: ErrorShape): string
  /** Of an error of the command line itself. */
  usage(problem: UsageProblem): string
  list(items: readonly string[]): string
  /** With at most, and by default at least, so many decimals. */
  number(value: number, decimals: number, minimumDecimals?: number): string
  /** A share: 0.523 → 52.3 %. */
  percent(ratio: number, decimals: number): string
  /** Milliseconds, or seconds from one second on. */
  duration(milliseconds: number): string
}

const numberWith = (language: Language) => {
  const formats = new Map<string, Intl.NumberFormat>()
  return (value: number, maximumFractionDigits: number, minimumFractionDigits: number): string => {
    const key = `${minimumFractionDigits} ${maximumFractionDigits}`
    const known = formats.get(key)
    const format =
      known ??
      new Intl.NumberFormat(language, {
        maximumFractionDigits,
        minimumFractionDigits,
        // What rounds to zero has no sign.
        signDisplay: 'negative'
      })
    formats.set(key, format)
    return format.format(value).replace('-', '−')
  }
}

export const createWords = (language: Language): Words => {
  const catalogue = i18next.createInstance()
  void catalogue.init({
    lng: language,
    fallbackLng: 'en',
    resources,
    defaultNS: 'terminal',
    interpolation: { escapeValue: false },
    initAsync: false
  })
  const text: Words['text'] = (key, parameters = {}) => catalogue.t(key, { ...parameters })
  const format = numberWith(language)
  const number: Words['number'] = (value, decimals, minimum = decimals) =>
    format(value, decimals, minimum)
  return {
    language,
    text,
    error: ({ code, message, parameters }) => {
      const words = catalogue.t(code, { ns: 'errors', ...parameters })
      // A code without a text, or a text whose places were not filled: the message says it in English.
      return words === code || words.includes('{{') ? message : words
    },
    usage: ({ key, parameters }) => text(`usage.${key}`, parameters),
    list: (items) => items.join(text('listSeparator')),
    number,
    percent: (ratio, decimals) => text('percent', { value: number(ratio * 100, decimals) }),
    duration: (milliseconds) =>
      milliseconds < 1_000
        ? text('milliseconds', { value: number(milliseconds, 0) })
        : text('seconds', { value: number(milliseconds / 1_000, 1) })
  }
}
