import type { LaterBars } from '../../../../../preload/contract/outcome'
import {
  rangeBars,
  stateBars,
  type BaseRateHistogram,
  type Study
} from '../../../../../preload/contract/study'
import type { Formats } from '../../../app/formats'
import type { TextKey } from '../../../app/text-resources'
import type { Translate } from '../../../app/use-text'

const bands: Record<string, TextKey> = {
  'rsi.0-30': 'study.band.rsi-0-30',
  'rsi.30-50': 'study.band.rsi-30-50',
  'rsi.50-70': 'study.band.rsi-50-70',
  'rsi.70-100': 'study.band.rsi-70-100'
}
const sides: Record<string, TextKey> = {
  above: 'study.side.above',
  below: 'study.side.below'
}

/** A state's code (`rsi.30-50|below`) in words; an unknown one as it is. */
export const stateWords = (state: string, t: Translate): string => {
  const [band = '', side = ''] = state.split('|')
  const [bandKey, sideKey] = [bands[band], sides[side]]
  if (bandKey === undefined || sideKey === undefined) return state
  return t('study.state', { band: t(bandKey), side: t(sideKey) })
}

/** Why there is no base rate. */
export const noBaseRate = ({ windows, drawdown }: Study, t: Translate): string => {
  const bars = drawdown.dates.length
  if (windows !== null) return t('study.histogram.few', { windows })
  return bars < stateBars ? t('study.histogram.short', { bars }) : t('study.histogram.still')
}

/** Why there is no range; null where there is one. */
export const noRange = ({ cone, drawdown }: Study, t: Translate): string | null => {
  const bars = drawdown.dates.length
  if (cone.length > 0) return null
  return bars < rangeBars
    ? t('study.range.short', { needed: rangeBars, bars })
    : t('study.range.still')
}

/** The base rate in words, for who cannot see the drawing. */
export const histogramWords = (
  { state, n, windows, ...marks }: BaseRateHistogram,
  formats: Formats,
  t: Translate
): string =>
  t('study.histogram.text', {
    ...{ days: formats.number(n, 0), windows, state: stateWords(state, t) },
    q10: formats.percent(marks.q10),
    median: formats.percent(marks.median),
    q90: formats.percent(marks.q90),
    usualMedian: formats.percent(marks.usualMedian)
  })

/** The range at its last session in words, or why there is none. */
export const rangeWords = (study: Study, formats: Formats, t: Translate): string => {
  const last = study.cone.at(-1)
  if (last === undefined) return noRange(study, t) ?? ''
  const price = (value: number): string => formats.fixed(value, 2)
  return t('study.range.text', {
    ...{ q5: price(last.q5), q10: price(last.q10), median: price(last.median) },
    ...{ q90: price(last.q90), q95: price(last.q95) }
  })
}

export const drawdownWords = ({ drawdown }: Study, formats: Formats, t: Translate): string => {
  const { dates, values } = drawdown
  const deepest = values.reduce((best, value, at) => (value > (values[best] ?? 0) ? at : best), 0)
  return t('study.drawdown.text', {
    now: formats.percent(values.at(-1) ?? 0),
    deepest: formats.percent(values[deepest] ?? 0),
    date: formats.date(dates[deepest] ?? '')
  })
}

export const laterWords = (later: LaterBars, formats: Formats, t: Translate): string => {
  const count = later.dates.length
  if (count === 0) return ''
  const to = formats.date(later.dates.at(-1) ?? '')
  return t('study.later.text', { count, to, close: formats.fixed(later.close.at(-1) ?? 0, 2) })
}
