import type { DailyRequest } from '../price-source'

/** What stands for dates that were not asked for. */
const earliest = '1900-01-01'

/** Whether an address asks for the symbol at all; one that does not is of one subject only. */
export const namesSymbol = (template: string): boolean => template.includes('{symbol}')

/**
 * The address of a template with `{symbol}`, `{from}` and `{to}` filled in, percent-encoded; null
 * unless it is an http(s) address. `today` is an ISO date.
 */
export const templateAddress = (
  template: string,
  { symbol, from, to }: DailyRequest,
  today: string
): URL | null => {
  const filled = { symbol, from: from ?? earliest, to: to ?? today }
  const text = template.replace(/\{(symbol|from|to)\}/g, (_, name: keyof typeof filled) =>
    encodeURIComponent(filled[name])
  )
  const address = URL.canParse(text) ? new URL(text) : null
  return address !== null && /^https?:$/.test(address.protocol) ? address : null
}
