import type { Language } from '../../../preload/contract/words'

const localeOf: Record<Language, string> = { en: 'en-GB', 'zh-TW': 'zh-TW', 'zh-CN': 'zh-CN' }

const isoDate = /^\d{4}-\d{2}-\d{2}$/
const millisecondsInSecond = 1_000
const secondsInMinute = 60

/** Figures and dates as the reader writes them. */
export interface Formats {
  locale: string
  number(value: number, maximumDigits?: number): string
  /** Always with the given digits after the point. */
  fixed(value: number, digits: number): string
  /** `ratio` 0.032 reads 3.2 %. */
  percent(ratio: number, digits?: number): string
  /** US dollars: under one with the decimals that the price of a call needs. */
  money(usd: number): string
  /** ISO (YYYY-MM-DD) to a date; anything else is returned as it is. */
  date(iso: string): string
  /** Seconds below a minute, then minutes and seconds. */
  duration(ms: number): string
  clock(wallTime: number): string
  /** Day and minute of a wall time, in the reader's zone. */
  dateTime(wallTime: number): string
}

type FormatOptions = Pick<Intl.NumberFormatOptions, 'style'> & { least: number; most: number }

/** Making a format costs a hundred times what using it does, so each is made once. */
const numberFormats = (locale: string): ((options: FormatOptions) => Intl.NumberFormat) => {
  const made = new Map<string, Intl.NumberFormat>()
  return ({ style, least, most }) => {
    const key = `${style} ${least} ${most}`
    const known = made.get(key)
    if (known !== undefined) return known
    const digits = { minimumFractionDigits: least, maximumFractionDigits: most }
    // What rounds to zero has no sign.
    const format = new Intl.NumberFormat(locale, { style, ...digits, signDisplay: 'negative' })
    made.set(key, format)
    return format
  }
}

/** A negative number with a minus sign, which is as wide as a digit, in place of the hyphen. */
const written = (text: string): string => text.replace('-', '−')

const numbers = (locale: string): Pick<Formats, 'number' | 'fixed' | 'percent'> => {
  const format = numberFormats(locale)
  return {
    number: (value, maximumDigits = 2) =>
      written(format({ style: 'decimal', least: 0, most: maximumDigits }).format(value)),
    fixed: (value, digits) =>
      written(format({ style: 'decimal', least: digits, most: digits }).format(value)),
    percent: (ratio, digits = 1) =>
      written(format({ style: 'percent', least: digits, most: digits }).format(ratio))
  }
}

const duration =
  (locale: string) =>
  (ms: number): string => {
    const seconds = Math.max(0, ms) / millisecondsInSecond
    if (seconds >= secondsInMinute) {
      const rest = Math.floor(seconds % secondsInMinute)
      return `${Math.floor(seconds / secondsInMinute)}:${String(rest).padStart(2, '0')}`
    }
    const digits = seconds < 1 ? 2 : 1
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: 'second',
      unitDisplay: 'narrow',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits
    }).format(seconds)
  }

/** English dates stand day first with a month of three letters, as the desk writes them. */
const dateWords = (locale: string): ((iso: string) => string) => {
  const chinese = locale.startsWith('zh')
  const parts = new Intl.DateTimeFormat(chinese ? locale : 'en-US', {
    dateStyle: 'medium',
    timeZone: 'UTC'
  })
  return (iso) => {
    if (!isoDate.test(iso)) return iso
    const day = new Date(`${iso}T00:00:00Z`)
    if (chinese) return parts.format(day)
    const found = Object.fromEntries(
      parts.formatToParts(day).map(({ type, value }) => [type, value])
    )
    return `${found['day']} ${found['month']} ${found['year']}`
  }
}

const smallDigits = 4
const largeDigits = 2
const smallest = 0.0001

/** What is less than can be shown says so; it is not nothing. */
const money = (locale: string): ((usd: number) => string) => {
  const formats = [smallDigits, largeDigits].map(
    (digits) =>
      new Intl.NumberFormat(locale, {
        ...{ style: 'currency', currency: 'USD' },
        currencyDisplay: locale.startsWith('zh') ? 'symbol' : 'narrowSymbol',
        ...{ minimumFractionDigits: digits, maximumFractionDigits: digits }
      })
  )
  return (usd) => {
    if (usd > 0 && usd < smallest) return `<${formats[0]?.format(smallest) ?? ''}`
    return formats[usd < 1 ? 0 : 1]?.format(usd) ?? ''
  }
}

/** The day of a wall time in the reader's zone, as an ISO date. */
const localDay = (wallTime: number): string => {
  const at = new Date(wallTime)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

const createFormats = (locale: string): Formats => {
  const clocks = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23'
  })
  const date = dateWords(locale)
  const minutes = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23'
  })
  return {
    locale,
    ...numbers(locale),
    date,
    duration: duration(locale),
    money: money(locale),
    clock: (wallTime) => clocks.format(wallTime),
    dateTime: (wallTime) => `${date(localDay(wallTime))} ${minutes.format(wallTime)}`
  }
}

const made = new Map<Language, Formats>()

export const formatsFor = (language: Language): Formats => {
  const known = made.get(language)
  if (known !== undefined) return known
  const formats = createFormats(localeOf[language])
  made.set(language, formats)
  return formats
}
