import type { ConeStep, Study } from '../../preload/contract/study'
import { returnRange } from './facts/range-facts'
import { horizonBars, statesOf, type States } from './facts/states'
import type { PriceFile } from './price-file'
import { priceSheet, type PriceSheet } from './price-sheet'
import { drawdowns } from './statistics/drawdowns'
import { baseRateStudy } from './study-histogram'

/** `range.20d` for each of the next 1 to 20 bars; nothing where that fact is absent. */
const coneOf = ({ bars, total }: PriceSheet, { deviations }: States): ConeStep[] => {
  if (returnRange(total, deviations) === null) return []
  const close = bars.close.at(-1) ?? NaN
  return Array.from({ length: horizonBars }, (_each, at) => at + 1).flatMap((session) => {
    const range = returnRange(total, deviations, session)
    if (range === null) return []
    const price = (percent: keyof typeof range): number => Math.exp(range[percent]) * close
    const [q5, q10, median, q90, q95] = [price(5), price(10), price(50), price(90), price(95)]
    return [{ session, q5, q10, median, q90, q95 }]
  })
}

/**
 * What the charts beside the price show, made of the bars on or before `asOf` (ISO; null for the
 * file's end) by the code that makes the facts of the same names.
 * @throws {AppError} `evidence.nothing-before`, `evidence.not-daily`
 */
export const studyOf = (file: PriceFile, asOf: string | null): Study => {
  const sheet = priceSheet(file, asOf)
  const states = statesOf(sheet)
  const { dates, close } = sheet.bars
  return {
    asOf: sheet.asOf,
    ...baseRateStudy(states),
    cone: coneOf(sheet, states),
    drawdown: { dates, values: Array.from(drawdowns(close)) }
  }
}
