import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'
import { useFormats } from '../../../app/use-formats'
import { useSettingsStore } from '../../settings/stores/settings-store'
import type { ChartLook, PriceChart } from './price-chart'
import { useChartStore } from '../stores/chart-store'

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

/** Draws the chart store's series in `host`. The drawing library is loaded with the first series. */
export const usePriceChart = (
  host: Readonly<Ref<HTMLElement | null>>,
  range: Readonly<Ref<ChartRange>>
): { bar: Ref<number | null> } => {
  const store = useChartStore()
  const settings = useSettingsStore()
  const formats = useFormats()
  const chart = shallowRef<PriceChart | null>(null)
  const bar = shallowRef<number | null>(null)
  let gone = false

  const look = (): ChartLook => ({
    colour,
    locale: formats.value.locale,
    price: (value) => formats.value.fixed(value, 2)
  })
  const draw = (): void => {
    if (chart.value === null || store.series === null) return
    chart.value.draw(store.series)
    chart.value.showLevels(store.levels)
    chart.value.showLast(chartRanges[range.value])
  }
  const create = async (): Promise<void> => {
    const { PriceChart: Chart } = await import('./price-chart')
    if (gone || host.value === null || chart.value !== null) return
    chart.value = new Chart(host.value, look(), (index) => {
      bar.value = index
    })
  }

  watch(
    () => store.series,
    async (series) => {
      if (series === null) return
      if (chart.value === null) await create()
      bar.value = null
      draw()
    },
    { immediate: true, flush: 'post' }
  )
  watch(
    () => [settings.settings.theme, settings.settings.language],
    () => {
      chart.value?.restyle(look())
      draw()
    },
    { flush: 'post' }
  )
  watch(range, (next) => chart.value?.showLast(chartRanges[next]))
  watch(
    () => store.levels,
    (levels) => chart.value?.showLevels(levels)
  )
  onBeforeUnmount(() => {
    gone = true
    chart.value?.dispose()
  })
  return { bar }
}
