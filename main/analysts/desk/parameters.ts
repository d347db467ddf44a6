import { holdBand } from '../../evidence/facts/room-forecast'
import { expectedBreaches } from '../../evidence/facts/scaled-loss-facts'
import { flipReach } from '../../evidence/next-close/flip-prices'
import { taiwanLot } from '../../evidence/taiwan/taiwan-listing'
import { coinBrier } from './scheme/stance'

/** How a constant is printed. `score`: with the three decimals of a Brier score. */
export type ParameterForm = 'plain' | 'percent' | 'points' | 'score'

export interface Parameter {
  value: number
  form: ParameterForm
}

/** Sessions that a forecast, a plan and a base rate look ahead. */
export const horizonSessions = 20
/** Shares below and above which a percentile is worth a sentence. */
export const lowPercentile = 0.1
export const highPercentile = 0.9
/** A move of this many deviations is counted as one to remember. */
export const farDeviations = 2
export const rsiMiddle = 50
/** ADX under the first shows no strong trend, from the second on it does (Wilder's own lines). */
export const adxWeak = 20
export const adxStrong = 25
/** Share of equity that a plan risks. */
export const planRisk = 0.01
/** A claim that a return is good or poor needs this many standard errors. */
export const clearErrors = 2

/** Sessions in which a broken loss line is counted, and more breaks than which are a headline. */
export const breachSessions = 250
export const manyBreaches = 20
/** The share of outcomes that the range of a target is meant to hold. */
export const rangeShare = 0.8

/** Whether a ratio prints as 0.0 %: then no sentence may call it a rise or a fall. */
export const isPrintedZero = (ratio: number): boolean => Math.abs(ratio) < 0.0005

const plain = (value: number): Parameter => ({ value, form: 'plain' })
const percent = (value: number): Parameter => ({ value, form: 'percent' })
const points = (value: number): Parameter => ({ value, form: 'points' })

/** What a plan meets on the exchanges of Taiwan. */
export const taiwanMarket: Readonly<Record<'lot' | 'sellTax' | 'fundTax', Parameter>> = {
  lot: plain(taiwanLot),
  sellTax: percent(0.003),
  fundTax: percent(0.001)
}

/** The constants that sentences may print, by the name that templates use. */
export const parameters: Readonly<Record<string, Parameter>> = {
  horizon: plain(horizonSessions),
  lowPercentile: percent(lowPercentile),
  highPercentile: percent(highPercentile),
  rsiMiddle: plain(rsiMiddle),
  adxWeak: plain(adxWeak),
  adxStrong: plain(adxStrong),
  planRisk: percent(planRisk),
  interval: percent(0.95),
  tailLine: percent(0.99),
  percentileSample: plain(1_000),
  holdBand: points(holdBand),
  minimumWindows: plain(10),
  even: percent(0.5),
  coinBrier: { value: coinBrier, form: 'score' },
  flipReach: plain(flipReach),
  breachBars: plain(breachSessions),
  expectedBreaches: plain(expectedBreaches),
  rangeShare: percent(rangeShare)
}

/** Bars that a fact needs before it exists, for the sentence that says why it is absent. */
export const barsNeeded: Readonly<Record<string, number>> = {
  'momentum.12-1': 253,
  'macd.histogram': 150,
  'volatility.ewma': 113,
  'var.95.1d': 251,
  'var.99.1d': 1_001,
  'percentile.volatility': 1_112,
  'high.252d': 252,
  'sharpe.252d': 253,
  // The 200th bar, nine more windows of 20 bars, and 20 bars after the last of them.
  'baserate.20d.windows': 400,
  // 112 bars until the deviation is warm, and 500 of them with 20 bars after them.
  'range.20d.90': 632,
  'var.95.1d.scaled': 363,
  'var.99.1d.scaled': 1_113
}
