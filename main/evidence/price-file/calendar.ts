const firstYear = 1800
const lastYear = 2199
const dayMs = 86_400_000

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthDays[month - 1] ?? 0)

const padded = (value: number, width: number): string => String(value).padStart(width, '0')

const exists = (year: number, month: number, day: number): boolean =>
  year >= firstYear && year <= lastYear && day >= 1 && day <= daysIn(year, month)

/** The ISO date of a day that exists, between the years 1800 and 2199; null otherwise. */
export const isoDate = (year: number, month: number, day: number): string | null =>
  exists(year, month, day) ? `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` : null

const isoForm = /^\d{4}-\d{2}-\d{2}$/

/** Whether a text is an ISO date (YYYY-MM-DD) of a day that exists. */
export const isIsoDate = (text: string): boolean =>
  isoForm.test(text) &&
  exists(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)))

/** Whole days from one ISO date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const fullMonthNames =
  'january february march april may june july august september october november december'.split(' ')

/** 1–12 for an English month's name, full or of three letters ("Sept" too); 0 otherwise. */
export const monthNumber = (name: string): number => {
  const plain = name.toLowerCase().replace(/\.$/, '')
  if (plain === 'sept') return 9
  return Math.max(monthNames.indexOf(plain), fullMonthNames.indexOf(plain)) + 1
}
