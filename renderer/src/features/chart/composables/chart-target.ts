import { computed, type ComputedRef } from 'vue'
import type { Level } from '../../../../../preload/contract/events'
import { useCommandStore } from '../../command-panel/stores/command-store'
import { useSessionStore } from '../../session/stores/session-store'
import { triggerLevels } from './chart-levels'

export interface ChartTarget {
  name: string
  sha256: string
  asOf: string | null
}

const oldPrices: ReadonlySet<string> = new Set(['data.stale.weekdays', 'data.unrefreshed'])

const keyOf = ({ sha256, asOf }: ChartTarget): string => `${sha256} ${asOf ?? ''}`
const levelKey = (level: Level): string => `${level.kind} ${level.price}`

/** The levels before, if these are the same: the state changes with every frame, they hardly ever. */
const settled = (before: Level[], now: Level[]): Level[] =>
  before.map(levelKey).join() === now.map(levelKey).join() ? before : now

const useSessionTarget = (): ComputedRef<ChartTarget | null> => {
  const session = useSessionStore()
  return computed(() => {
    const prices = session.state?.inputs.find((input) => input.kind === 'prices')
    if (prices === undefined || session.state === null) return null
    const { subject, asOfAsked } = session.state
    return { name: subject?.name ?? prices.name, sha256: prices.sha256, asOf: asOfAsked }
  })
}

const usePanelTarget = (): ComputedRef<ChartTarget | null> => {
  const command = useCommandStore()
  return computed(() => {
    if (command.subject === null || !command.asOfValid) return null
    const { name, sha256 } = command.subject
    return { name, sha256, asOf: command.asOf === '' ? null : command.asOf }
  })
}

/**
 * What the chart is of: the session's subject up to its as-of date, or that of the command panel
 * once it is another one than the window's own ended session's. `key` changes with what has to be drawn.
 */
export const useChartTarget = (): {
  target: ComputedRef<ChartTarget | null>
  key: ComputedRef<string>
  showsSession: ComputedRef<boolean>
  levels: ComputedRef<Level[]>
  triggers: ComputedRef<Level[]>
  /** Whether the shown session found its prices too old for their date. */
  old: ComputedRef<boolean>
} => {
  const session = useSessionStore()
  const ofSession = useSessionTarget()
  const ofPanel = usePanelTarget()
  const showsSession = computed(() => {
    if (ofSession.value === null) return false
    if (session.live || session.shownAs !== 'own' || ofPanel.value === null) return true
    return keyOf(ofSession.value) === keyOf(ofPanel.value)
  })
  const target = computed(() => (showsSession.value ? ofSession.value : ofPanel.value))
  const key = computed(() => (target.value === null ? '' : keyOf(target.value)))
  /** Prices that roles named in the shown session, each once. */
  const levels = computed<Level[]>((before = []) => {
    const named = showsSession.value ? (session.state?.roles ?? []) : []
    const all = named.flatMap((role) => role.levels)
    return settled(before, [...new Map(all.map((level) => [levelKey(level), level])).values()])
  })
  const facts = computed(() => (showsSession.value ? (session.state?.facts ?? []) : []))
  const triggers = computed<Level[]>((before = []) => settled(before, triggerLevels(facts.value)))
  const old = computed(() => facts.value.some(({ metric }) => oldPrices.has(metric)))
  return { target, key, showsSession, levels, triggers, old }
}
