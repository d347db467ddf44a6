import type { Fact } from '../../../../preload/contract/facts'
import type { Parameter } from '../parameters'

/** How a figure is printed: the scale, the decimals, whether a plus sign is shown. */
export interface NumberStyle {
  form: 'plain' | 'percent' | 'points' | 'sigma'
  digits: number
  signed: boolean
}

const minus = '\u2212'
/** Keeps a figure and its unit on one line; a language may write them without a gap. */
export const unitGap = '\u00a0'

const signedMetric =
  /^(return\.|range\.20d\.return\.|distance\.|momentum\.|excess\.|position\.|z\.|macd\.|skewness|kurtosis|sharpe\.252d$|trend\.sma200\.slope|forecast\.median|since\.(change|due\.(return|median))$|fundamentals\.[a-z.]+\.growth$|baserate\.20d\.(all\.)?(mean|median|q10|q90|worst)$)/
/** Shares that are known to no more than whole percents. */
const wholePercent =
  /^(percentile\.(volatility|return|distance|drawdown)|baserate\.20d\.(all\.|near\.)?(hitrate|low|high)$|vote\.[a-z]+\.share$|plan\.([a-z.]+\.)?(size|reached)$|data\.open\.copied$|limit\.rate$|record\.coverage$)/

/** Brier scores differ from a coin's 0.250 in their third decimal. */
const brierMetric = /(^|\.)brier(\.|$)/

/** Amounts of money, of which the cents of thousands are no figure to plan with. */
const moneyMetric = /^(mandate\.equity|plan\.([a-z]+\.)*money\.(risk|position|stop|lot|lot\.stop))$/
const wholeMoneyFrom = 1_000
/** A given share at risk is printed as it was given, to a hundredth of a percent. */
const givenShare = 'mandate.risk'
const fineShare = /\.money\.stop\.share$/

/** Decimals that keep four significant figures of a price and at least two decimals. */
const priceDigits = (value: number): number => {
  const size = Math.abs(value)
  if (size >= 1 || size === 0) return 2
  return Math.min(10, 3 - Math.floor(Math.log10(size)))
}

const givenDigits = (ratio: number): number =>
  [0, 1].find(
    (digits) => Number((ratio * 100).toFixed(digits)) === Number((ratio * 100).toFixed(8))
  ) ?? 2

const plainDigits = (fact: Fact): number => {
  switch (fact.unit) {
    case 'price':
      return moneyMetric.test(fact.metric) && Math.abs(Number(fact.value)) >= wholeMoneyFrom
        ? 0
        : priceDigits(Number(fact.value))
    case 'score':
      return 1
    case 'bars':
    case 'count':
    case 'volume':
      return 0
    case 'number':
      return brierMetric.test(fact.metric) ? 3 : 2
    case 'ratio':
    case 'date':
    case 'text':
      return 2
  }
}

const percentDigits = ({ metric, value }: Fact): number => {
  if (metric === givenShare) return givenDigits(Number(value))
  if (fineShare.test(metric)) return 2
  return wholePercent.test(metric) ? 0 : 1
}

/** How a numeric fact is printed when its template asks for nothing else. */
export const styleOf = (fact: Fact): NumberStyle => {
  const signed = signedMetric.test(fact.metric)
  if (/^z\.|\.sigma$/.test(fact.metric)) return { form: 'sigma', digits: 1, signed: true }
  if (fact.unit === 'ratio' && fact.metric !== 'volume.ratio.20d') {
    return { form: 'percent', digits: percentDigits(fact), signed }
  }
  return { form: 'plain', digits: plainDigits(fact), signed }
}

const grouped = (digits: string): string => {
  const [whole = '', decimals] = digits.split('.')
  const parts = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? parts : `${parts}.${decimals}`
}

const suffix = (form: NumberStyle['form']): string => {
  if (form === 'percent') return `${unitGap}%`
  return form === 'sigma' ? 'σ' : ''
}

/**
 * A number in a fixed style, the same in every language and on every machine: comma groups, a
 * decimal point, U+2212 for minus. A value that rounds to zero has no sign.
 */
export const numberText = (value: number, { form, digits, signed }: NumberStyle): string => {
  const scaled = form === 'percent' || form === 'points' ? value * 100 : value
  const text = Math.abs(scaled).toFixed(digits)
  const isZero = Number(text) === 0
  const sign = isZero ? '' : scaled < 0 ? minus : signed ? '+' : ''
  return `${sign}${grouped(text)}${suffix(form)}`
}

/** A constant as it is printed: as few decimals as it has. */
export const parameterText = ({ value, form }: Parameter): string => {
  if (form === 'score') return numberText(value, { form: 'plain', digits: 3, signed: false })
  const scaled = form === 'plain' ? value : value * 100
  const digits = Number.isInteger(Number(scaled.toFixed(6))) ? 0 : 1
  return numberText(value, { form, digits, signed: false })
}
