import type { Level } from '../../../../../preload/contract/events'
import type { ChartSeries } from '../../../../../preload/contract/routes'
import type { Formats } from '../../../app/formats'
import type { Text } from '../../../app/use-text'
import { levelName } from './chart-levels'
import { closeExtremes } from './chart-points'

export interface WordedChart {
  name: string
  series: ChartSeries
  levels: readonly Level[]
  triggers: readonly Level[]
}

/** The chart in words: what a reader who cannot see it needs to know. */
export const chartWords = (
  { name, series, levels, triggers }: WordedChart,
  formats: Formats,
  words: Pick<Text, 't' | 'optionalText'>
): string => {
  const { t } = words
  const extremes = closeExtremes(series)
  const last = series.dates.length - 1
  if (extremes === null) return ''
  const price = (value: number | null | undefined): string =>
    value === null || value === undefined ? t('chart.notEnough') : formats.fixed(value, 2)
  const text = t('chart.text', {
    name,
    count: formats.number(series.dates.length, 0),
    from: formats.date(series.dates[0] ?? ''),
    to: formats.date(series.dates[last] ?? ''),
    close: price(series.close[last]),
    high: price(extremes.high.value),
    highDate: formats.date(extremes.high.date),
    low: price(extremes.low.value),
    lowDate: formats.date(extremes.low.date)
  })
  const averages = t('chart.averages', {
    short: price(series.sma20[last]),
    middle: price(series.sma50[last]),
    long: price(series.sma200[last])
  })
  const named = (all: readonly Level[]): string =>
    all.map(({ kind, price: at }) => `${levelName(kind, words)} ${price(at)}`).join(', ')
  const parts = [text, averages]
  if (levels.length > 0) parts.push(t('chart.levelsText', { levels: named(levels) }))
  if (triggers.length > 0) parts.push(t('study.triggersText', { levels: named(triggers) }))
  return parts.join(' ')
}
