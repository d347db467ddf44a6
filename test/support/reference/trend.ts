import { at, type ReferenceBars } from './bars'
import { volumeChange } from './flags'
import {
  averageTrueRange,
  bollinger,
  directionalMovement,
  exponentialAverage,
  macd,
  relativeStrength,
  simpleAverage,
  stochastic
} from './indicators'
import type { Figures } from './price'
import { mean } from './statistics'

const averageFigures = ({ close }: ReferenceBars): Figures => {
  const convergence = macd(close)
  const warm = close.length >= 150
  return {
    'sma.20': at(simpleAverage(close, 20), -1),
    'sma.50': at(simpleAverage(close, 50), -1),
    'sma.200': at(simpleAverage(close, 200), -1),
    'ema.12': close.length >= 60 ? at(exponentialAverage(close, 12), -1) : null,
    'ema.26': close.length >= 120 ? at(exponentialAverage(close, 26), -1) : null,
    'rsi.14': close.length >= 110 ? at(relativeStrength(close, 14), -1) : null,
    'macd.line': warm ? at(convergence.line, -1) : null,
    'macd.signal': warm ? at(convergence.signal, -1) : null,
    'macd.histogram': warm ? at(convergence.histogram, -1) : null
  }
}

/** Facts that need highs and lows: absent for a file of closes. */
const rangeFigures = (bars: ReferenceBars): Figures => {
  if (!bars.hasRange) return {}
  const figures: Figures = {}
  const count = bars.close.length
  if (count >= 40) {
    const { k, d, j } = stochastic(bars)
    figures['stochastic.k'] = at(k, -1)
    figures['stochastic.d'] = at(d, -1)
    figures['stochastic.j'] = at(j, -1)
  }
  if (count >= 110) figures['atr.14'] = at(averageTrueRange(bars, 14), -1)
  if (count >= 150) figures['adx.14'] = at(directionalMovement(bars, 14).adx, -1)
  return figures
}

const bandFigures = ({ close }: ReferenceBars): Figures => {
  if (close.length < 20) return {}
  const { upper, middle, lower, percentB } = bollinger(close)
  return {
    'bollinger.upper': upper,
    'bollinger.middle': middle,
    'bollinger.lower': lower,
    'bollinger.percentB': percentB
  }
}

const volumeFigures = (bars: ReferenceBars): Figures => {
  const { volume, hasVolume } = bars
  if (!hasVolume || volume.length < 21) return {}
  // Bars in an older unit are no measure of today's.
  if (volume.length - 21 < (volumeChange(bars)?.from ?? 0)) return {}
  return { 'volume.ratio.20d': at(volume, -1) / mean(volume.slice(-21, -1)) }
}

/** DESK: averages, oscillators, bands, ranges, volume, each after its warm-up. */
export const trendFigures = (bars: ReferenceBars): Figures => ({
  ...averageFigures(bars),
  ...rangeFigures(bars),
  ...bandFigures(bars),
  ...volumeFigures(bars)
})
