import { at, type ReferenceBars } from './bars'
import { changes, macd, exponentialAverage, wilderAverage } from './indicators'
import type { Figures } from './price'
import { warmDeviation } from './scaled'
import { mean } from './statistics'

/** Where a rising function of the next close crosses zero: halved until nothing is left. */
const rootOf = (value: (close: number) => number, last: number): number | null => {
  let [low, high] = [last * 1e-9, last * 1e6]
  if (value(low) > 0 || value(high) < 0) return null
  for (let step = 0; step < 400; step += 1) {
    const middle = low / high < 0.5 ? Math.sqrt(low * high) : (low + high) / 2
    if (value(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** RSI − line with the next close, from the recursion of Wilder's averages. */
const strengthWith = (close: readonly number[], line: number): ((next: number) => number) => {
  const steps = changes(close)
  const side = (sign: number): number =>
    at(
      wilderAverage(
        steps.map((step) => Math.max(sign * step, 0)),
        14
      ),
      -1
    ) ?? NaN
  const [gain, loss] = [side(1), side(-1)]
  return (next) => {
    const step = next - at(close, -1)
    const up = (13 * gain + Math.max(step, 0)) / 14
    const down = (13 * loss + Math.max(-step, 0)) / 14
    return (100 * up) / (up + down) - line
  }
}

/** The MACD histogram with the next close, from the recursion of its averages. */
const histogramWith = (close: readonly number[]): ((next: number) => number) => {
  const fast = at(exponentialAverage(close, 12), -1) ?? NaN
  const slow = at(exponentialAverage(close, 26), -1) ?? NaN
  const signal = at(macd(close).signal, -1) ?? NaN
  return (next) => {
    const line = fast + (2 / 13) * (next - fast) - (slow + (2 / 27) * (next - slow))
    return line - (signal + (line - signal) / 5)
  }
}

const flat = (close: readonly number[]): boolean => close.every((value) => value === at(close, 0))

/** DESK: next closes on a line, found by search; how far they are, in points and deviations. */
export const triggerFigures = ({ close, total, hasRange }: ReferenceBars): Figures => {
  const last = at(close, -1)
  const found: Record<string, number | null> = {}
  for (const length of [20, 50, 200]) {
    if (close.length >= length) found[`sma.${length}`] = mean(close.slice(-(length - 1)))
  }
  if (close.length >= 110 && !flat(close)) {
    for (const line of [30, 50, 70]) found[`rsi.${line}`] = rootOf(strengthWith(close, line), last)
  }
  if (close.length >= 150) found['macd.histogram'] = rootOf(histogramWith(close), last)
  const today = at(warmDeviation(total), -1)
  const figures: Figures = {}
  for (const [name, price] of Object.entries(found)) {
    if (price === null) continue
    figures[`trigger.${name}`] = price
    figures[`trigger.${name}.points`] = price - last
    figures[`trigger.${name}.sigma`] = today === null ? null : Math.log(price / last) / today
  }
  if (hasRange || close.length < 110) return figures
  return { ...figures, 'move.14': at(wilderAverage(changes(close).map(Math.abs), 14), -1) }
}
