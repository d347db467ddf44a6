import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { ChartSeries } from '../../../../../preload/contract/routes'
import type { Level } from '../../../../../preload/contract/events'
import { useAttempt } from '../../errors/stores/errors-store'
import { useCommandStore } from '../../command-panel/stores/command-store'
import { useSessionStore } from '../../session/stores/session-store'

/** A date that is still being typed is not asked for. */
const settleMs = 250

export interface ChartTarget {
  name: string
  sha256: string
  asOf: string | null
}

const levelKey = (level: Level): string => `${level.kind} ${level.price}`
const noLevels: Level[] = []

/**
 * What the chart shows: the session's subject up to its as-of date, or the subject of the command
 * panel once that is another one than the ended session's.
 */
export const useChartStore = defineStore('chart', () => {
  const attempt = useAttempt()
  const session = useSessionStore()
  const command = useCommandStore()
  const series = shallowRef<ChartSeries | null>(null)
  const loading = shallowRef(false)

  const ofSession = computed<ChartTarget | null>(() => {
    const prices = session.state?.inputs.find((input) => input.kind === 'prices')
    if (prices === undefined || session.state === null) return null
    const { subject, asOfAsked } = session.state
    return { name: subject?.name ?? prices.name, sha256: prices.sha256, asOf: asOfAsked }
  })
  const ofPanel = computed<ChartTarget | null>(() => {
    if (command.subject === null || !command.asOfValid) return null
    const { name, sha256 } = command.subject
    return { name, sha256, asOf: command.asOf === '' ? null : command.asOf }
  })
  const showsSession = computed(() => {
    if (ofSession.value === null) return false
    return session.live || ofPanel.value === null || same(ofSession.value, ofPanel.value)
  })
  const target = computed(() => (showsSession.value ? ofSession.value : ofPanel.value))

  /** Prices that roles named in the shown session, each once. */
  const levels = computed<Level[]>((before) => {
    if (!showsSession.value) return noLevels
    const named = (session.state?.roles ?? []).flatMap((role) => role.levels)
    const distinct = [...new Map(named.map((level) => [levelKey(level), level])).values()]
    // The state changes with every frame, the levels hardly ever.
    const unchanged = before?.map(levelKey).join() === distinct.map(levelKey).join()
    return unchanged ? before : distinct
  })

  const key = computed(() =>
    target.value === null ? '' : `${target.value.sha256} ${target.value.asOf ?? ''}`
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  const load = async (wanted: string): Promise<void> => {
    if (target.value === null) return
    const { sha256, asOf } = target.value
    loading.value = true
    const answer = await attempt('evidence.chart', { sha256, asOf })
    if (wanted !== key.value) return
    loading.value = false
    series.value = answer ?? series.value
  }
  watch(key, (wanted, before) => {
    clearTimeout(timer)
    if (wanted === '') return
    timer = setTimeout(() => void load(wanted), before === '' ? 0 : settleMs)
  })
  onScopeDispose(() => clearTimeout(timer))

  return { target, series, loading, levels }
})

const same = (one: ChartTarget, other: ChartTarget): boolean =>
  one.sha256 === other.sha256 && one.asOf === other.asOf
