import { AppError } from '../../../main/kernel/errors'
import { readPrices, type PriceFile } from '../../../main/evidence/price-file'

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Reads a price file given as its text. */
export const readText = (text: string, name = 'prices.csv'): PriceFile =>
  readPrices(utf8(text), name)

export interface Refusal {
  code: string
  message: string
  parameters: Record<string, string | number>
}

/** The one error that an action ends in; anything else than an AppError fails the test. */
export const refusalOf = (action: () => unknown): Refusal => {
  try {
    action()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { code: error.code, message: error.message, parameters: error.parameters }
  }
  throw new Error('expected a refusal, and nothing was refused')
}

export const refusalOfText = (text: string): Refusal => refusalOf(() => readText(text))

/** The `number`th weekday from a Monday in 2023, as [year, month, day]. */
export const weekday = (number: number): [year: number, month: number, day: number] => {
  const days = Math.floor(number / 5) * 7 + (number % 5)
  const date = new Date(Date.UTC(2023, 0, 2 + days))
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
}

export const two = (value: number): string => String(value).padStart(2, '0')

export const isoWeekday = (number: number): string => {
  const [year, month, day] = weekday(number)
  return `${year}-${two(month)}-${two(day)}`
}
