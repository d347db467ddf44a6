import { computed, onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'
import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'
import { useSettingsStore } from '../../settings/stores/settings-store'
import { useChartStore } from '../stores/chart-store'
import { drawnLevels, levelName } from './chart-levels'
import type { ChartLook, PriceChart } from './price-chart'

/** Sessions in a range; null is all of them. */
export const chartRanges = {
  months3: 63,
  months6: 126,
  year1: 252,
  years5: 1_260,
  all: null
} as const
export type ChartRange = keyof typeof chartRanges

const colour = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(token).trim()

const useLook = (): (() => ChartLook) => {
  const formats = useFormats()
  const text = useText()
  return () => ({
    colour,
    level: (kind) => levelName(kind, text),
    locale: formats.value.locale,
    price: (value) => formats.value.fixed(value, 2)
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

/** Draws the chart store's series in `host`. The drawing library is loaded with the first series. */
export const usePriceChart = (
  host: Readonly<Ref<HTMLElement | null>>,
  range: Readonly<Ref<ChartRange>>,
  withLevels: Readonly<Ref<boolean>>
): { bar: Ref<number | null> } => {
  const store = useChartStore()
  const settings = useSettingsStore()
  const look = useLook()
  const bar = shallowRef<number | null>(null)
  const { open, withChart } = useLazyChart(host, look, bar)

  const shownLevels = computed(() => (withLevels.value ? drawnLevels(store.levels) : []))

  const draw = (): void => {
    const { series } = store
    if (series === null) return
    open()
    bar.value = null
    void withChart((chart) => {
      chart.restyle(look())
      chart.draw(series)
      chart.showLevels(shownLevels.value)
      chart.showLast(chartRanges[range.value])
    })
  }
  const drawnOf = (): unknown[] => [
    store.series,
    settings.settings.theme,
    settings.settings.language
  ]
  watch(drawnOf, draw, { immediate: true, flush: 'post' })
  watch(range, (next) => void withChart((chart) => chart.showLast(chartRanges[next])))
  watch(shownLevels, (levels) => void withChart((chart) => chart.showLevels(levels)))
  return { bar }
}
