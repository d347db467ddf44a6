import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { ChartSeries } from '../../../../../preload/contract/routes'
import type { Study } from '../../../../../preload/contract/study'
import { useRoutes } from '../../../app/bridge-port'
import { useAttempt } from '../../errors/stores/errors-store'
import { useOutcomeStore } from '../../outcome/stores/outcome-store'
import { useChartTarget } from '../composables/chart-target'

/** A date that is still being typed is not asked for. */
const settleMs = 250

/** The chart's series and study: asked for whenever its subject or as-of date changes. */
export const useChartStore = defineStore('chart', () => {
  const attempt = useAttempt()
  const call = useRoutes()
  const outcome = useOutcomeStore()
  const { target, key, showsSession, levels, triggers, old } = useChartTarget()
  const series = shallowRef<ChartSeries | null>(null)
  const study = shallowRef<Study | null>(null)
  const loading = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let drawn = ''

  /** What keeps a file from being drawn has been told by then. */
  const loadStudy = async (wanted: string, asked: { sha256: string; asOf: string | null }) => {
    const answer = await call('evidence.study', asked)
    if (wanted === key.value) study.value = answer.ok ? answer.value : null
  }
  const load = async (wanted: string): Promise<void> => {
    if (target.value === null) return
    const { sha256, asOf } = target.value
    loading.value = true
    const answer = await attempt('evidence.chart', { sha256, asOf })
    if (wanted !== key.value) return
    loading.value = false
    // Prices of another subject never stand in for those that cannot be read.
    series.value = answer ?? (sha256 === drawn ? series.value : null)
    if (answer === null) return
    drawn = sha256
    study.value = null
    await loadStudy(wanted, { sha256, asOf })
  }
  watch(key, (wanted, before) => {
    clearTimeout(timer)
    if (wanted === '') return
    timer = setTimeout(() => void load(wanted), before === '' ? 0 : settleMs)
  })
  onScopeDispose(() => clearTimeout(timer))

  /** The bars after the as-of date, once the reader has asked for them. */
  const later = computed(() => (showsSession.value ? outcome.later : null))
  return { target, series, study, loading, levels, triggers, old, later }
})
