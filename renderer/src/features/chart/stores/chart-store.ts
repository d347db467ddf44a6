import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { ChartSeries } from '../../../../../preload/contract/routes'
import { useAttempt } from '../../errors/stores/errors-store'
import { useChartTarget } from '../composables/chart-target'

/** A date that is still being typed is not asked for. */
const settleMs = 250

/** The chart's series: asked for whenever its subject or as-of date changes. */
export const useChartStore = defineStore('chart', () => {
  const attempt = useAttempt()
  const { target, key, levels } = useChartTarget()
  const series = shallowRef<ChartSeries | null>(null)
  const loading = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let drawn = ''

  const load = async (wanted: string): Promise<void> => {
    if (target.value === null) return
    const { sha256, asOf } = target.value
    loading.value = true
    const answer = await attempt('evidence.chart', { sha256, asOf })
    if (wanted !== key.value) return
    loading.value = false
    // Prices of another subject never stand in for those that cannot be read.
    series.value = answer ?? (sha256 === drawn ? series.value : null)
    if (answer !== null) drawn = sha256
  }
  watch(key, (wanted, before) => {
    clearTimeout(timer)
    if (wanted === '') return
    timer = setTimeout(() => void load(wanted), before === '' ? 0 : settleMs)
  })
  onScopeDispose(() => clearTimeout(timer))

  return { target, series, loading, levels }
})
