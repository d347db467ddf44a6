import { priceSources, type PriceSourceName } from '../../preload/contract/live-prices'
import { choiceOrNull, dateOrNull } from './argument-values'
import type { CommandLine } from './command-line'
import { UsageProblem } from './usage-problem'

/** Options that say where the prices of a symbol are fetched, and for which dates. */
export const priceValued = ['source', 'from', 'to', 'price-template'] as const
type PriceLine = CommandLine<(typeof priceValued)[number], string>

const longestTemplate = 2_048

export interface PriceArguments {
  source: PriceSourceName
  /** ISO dates; null reaches as far as the source does. */
  from: string | null
  to: string | null
  /** '' for none. */
  template: string
  /** The first of these options that was given; null for none. */
  given: string | null
}

/** A web address with marks in braces. @throws {UsageProblem} `bad-template` */
const templateOf = (value: string | null): string => {
  if (value === null) return ''
  const filled = value.replace(/\{(symbol|from|to)\}/g, 'x')
  const address = URL.canParse(filled) ? new URL(filled) : null
  const web = address !== null && ['http:', 'https:'].includes(address.protocol)
  if (web && value.length <= longestTemplate) return value
  throw new UsageProblem('bad-template', { option: '--price-template' })
}

/**
 * Where prices come from; an address alone means its own.
 * @throws {UsageProblem} `bad-template`, `bad-choice`, `bad-date`, `bad-range`, `template-missing`
 */
export const pricesOf = (line: PriceLine): PriceArguments => {
  const template = templateOf(line.one('price-template'))
  const chosen = choiceOrNull('--source', line.one('source'), priceSources)
  const source = chosen ?? (template === '' ? 'yahoo' : 'template')
  if (source === 'template' && template === '') throw new UsageProblem('template-missing')
  const [from, to] = [
    dateOrNull('--from', line.one('from')),
    dateOrNull('--to', line.one('to'))
  ] as const
  if (from !== null && to !== null && from > to) throw new UsageProblem('bad-range', { from, to })
  const option = priceValued.find((each) => line.one(each) !== null)
  return { source, from, to, template, given: option === undefined ? null : `--${option}` }
}
