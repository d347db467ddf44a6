import { computed, onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'
import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'
import { useSettingsStore } from '../../settings/stores/settings-store'
import { useChartStore } from '../stores/chart-store'
import { useChartViewStore } from '../stores/chart-view-store'
import { drawnLevels, levelName } from './chart-levels'
import type { ChartLook } from './chart-look'
import type { ChartPicture, LevelLine } from './chart-picture'
import { chartRanges } from './chart-view'
import type { PriceChart } from './price-chart'

const colour = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(token).trim()

const useLook = (): (() => ChartLook) => {
  const formats = useFormats()
  const text = useText()
  return () => ({
    colour,
    level: (kind) => levelName(kind, text),
    locale: formats.value.locale,
    price: (value) => formats.value.fixed(value, 2),
    percent: (ratio) => formats.value.percent(ratio, 0)
  })
}

interface LazyChart {
  /** Loads the drawing library, once. */
  open: () => void
  /** Acts on the chart when there is one. */
  withChart: (act: (chart: PriceChart) => void) => Promise<void>
}

const useLazyChart = (
  host: Readonly<Ref<HTMLElement | null>>,
  look: () => ChartLook,
  bar: Ref<number | null>
): LazyChart => {
  let making: Promise<PriceChart | null> | null = null
  let gone = false
  const make = async (): Promise<PriceChart | null> => {
    const { PriceChart: Chart } = await import('./price-chart')
    if (gone || host.value === null) return null
    return new Chart(host.value, look(), (index) => (bar.value = index))
  }
  const withChart: LazyChart['withChart'] = async (act) => {
    const chart = await making
    if (!gone && chart !== null) act(chart)
  }
  onBeforeUnmount(() => {
    void withChart((chart) => chart.dispose()).finally(() => (gone = true))
  })
  return { open: () => void (making ??= make()), withChart }
}

/** The lines that the reader wants, of those that there are. */
const useLines = (): Readonly<Ref<LevelLine[]>> => {
  const store = useChartStore()
  const view = useChartViewStore()
  return computed(() => {
    const levels = view.shows('levels') ? drawnLevels(store.levels) : []
    const triggers = view.shows('triggers') ? store.triggers : []
    return [
      ...levels.map(({ kind, price }) => ({ kind, price, trigger: false })),
      ...triggers.map(({ kind, price }) => ({ kind, price, trigger: true }))
    ]
  })
}

const usePicture = (): Readonly<Ref<ChartPicture | null>> => {
  const store = useChartStore()
  const view = useChartViewStore()
  return computed(() => {
    const { series, study, later } = store
    if (series === null) return null
    return {
      ...{ series, later, averages: view.shows('averages') },
      cone: view.shows('range') ? (study?.cone ?? []) : [],
      drawdown: view.shows('drawdown') ? (study?.drawdown ?? null) : null
    }
  })
}

/** Draws the chart store's series in `host`. The drawing library is loaded with the first series. */
export const usePriceChart = (
  host: Readonly<Ref<HTMLElement | null>>
): { bar: Ref<number | null> } => {
  const view = useChartViewStore()
  const settings = useSettingsStore()
  const look = useLook()
  const bar = shallowRef<number | null>(null)
  const { open, withChart } = useLazyChart(host, look, bar)
  const lines = useLines()
  const picture = usePicture()

  const draw = (): void => {
    const { value } = picture
    if (value === null) return
    open()
    bar.value = null
    void withChart((chart) => {
      chart.restyle(look())
      chart.draw(value)
      chart.showLevels(lines.value)
      chart.showLast(chartRanges[view.range])
    })
  }
  const drawnOf = (): unknown[] => [
    picture.value,
    settings.settings.theme,
    settings.settings.language
  ]
  watch(drawnOf, draw, { immediate: true, flush: 'post' })
  watch(
    () => view.range,
    (next) => void withChart((chart) => chart.showLast(chartRanges[next]))
  )
  watch(lines, (next) => void withChart((chart) => chart.showLevels(next)))
  return { bar }
}
