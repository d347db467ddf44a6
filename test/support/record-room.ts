import type { Fact } from '../../preload/contract/facts'
import type { SessionState } from '../../preload/contract/session-state'
import { DeskAnalyst } from '../../main/analysts/desk/desk-analyst'
import { DeskSummarizer } from '../../main/analysts/desk/desk-summarizer'
import { filedMethods } from '../../main/analysts/desk/summary/forecasts'
import type { Lane } from '../../main/engine/session-plan'
import { FactsJob } from '../../main/engine/facts-job'
import { ForecastKeeper } from '../../main/engine/forecast-keeper'
import { pastSessions } from '../../main/engine/past-sessions'
import type { ForecastLedger, Summarizer } from '../../main/engine/ports'
import { SessionRegistry } from '../../main/engine/session-registry'
import {
  evidenceTasks,
  type EvidenceTask,
  type EvidenceTasks
} from '../../main/evidence/evidence-tasks'
import { sha256 } from '../../main/kernel/hash'
import { systemClock } from '../../main/kernel/clock'
import type { Storage } from '../../main/storage/storage'
import { evidenceItem } from './desk-room'
import { filedData } from './forecast-script'
import { emptySummary, jobLane, planOf, roleLane } from './plans'

/** The worker's own work, without its thread. */
const workers = {
  run: async <T extends EvidenceTask>(
    task: T,
    input: EvidenceTasks[T]['input']
  ): Promise<EvidenceTasks[T]['output']> => {
    const work = evidenceTasks[task]
    return work(input, () => undefined)
  }
}

export const method = 'test/1'

/** Files what the facts say of the room, and nothing else. */
const summarizer: Summarizer = {
  summarize: async ({ state }) => {
    const value = (metric: string): unknown =>
      state.facts.find((fact) => fact.metric === metric)?.value
    const [p, median] = [Number(value('forecast.room.p')), Number(value('forecast.median.20d'))]
    const filed = { ...filedData('room', { asOf: state.asOf ?? '', method }), p, median }
    return { summary: { ...emptySummary, stance: 'hold', p }, forecasts: [filed] }
  }
}

export interface RecordRoom {
  faults: unknown[]
  /** Runs a room on a file up to a date, to its end. */
  run(
    bytes: Uint8Array,
    asOf: string | null,
    subject?: string,
    notes?: string
  ): Promise<SessionState>
}

export interface RecordRoomOptions {
  ledger?: ForecastLedger
  methods?: readonly string[] | null
  /** Seats these roles of the desk, which then speak and file for themselves. */
  desk?: readonly string[]
}

/** The stages of a room: the facts' job alone, or the desk's roles after it. */
const stagesOf = (facts: Lane, desk: readonly string[]): Record<string, Lane[]> => {
  if (desk.length === 0) return { intake: [facts] }
  const analyst = new DeskAnalyst()
  return { intake: [facts], desk: desk.map((role) => roleLane(role, analyst)) }
}

/** Sessions over a real storage whose facts go on with the record; one way of forecasting. */
export const recordRoom = (
  { journal, archive, ledger }: Storage,
  own: RecordRoomOptions = {}
): RecordRoom => {
  const { desk = [] } = own
  const faults: unknown[] = []
  const methodsOf = (facts: readonly Fact[], roles: readonly string[]): readonly string[] =>
    desk.length > 0 ? filedMethods(facts, roles) : (own.methods ?? [method])
  const registry = new SessionRegistry({ journal, archive, clock: systemClock, maximumRunning: 4 })
  const keeper = new ForecastKeeper({
    ledger: own.ledger ?? ledger,
    past: pastSessions({ archive, journal }),
    workers,
    clock: systemClock,
    methodsOf: own.methods === null ? null : methodsOf,
    onFault: (error) => faults.push(error)
  })
  const job = new FactsJob(workers, keeper)
  const run: RecordRoom['run'] = async (bytes, asOf, subject = 'S&P 500', notes = '') => {
    const lane = jobLane('facts', (context, options) => job.run(context, options))
    const words = desk.length > 0 ? new DeskSummarizer() : summarizer
    const plan = planOf(stagesOf(lane, desk), { summarizer: words })
    plan.started.subject = { id: 'X', name: subject }
    const prices = { kind: 'prices' as const, name: 'prices.csv', sha256: sha256(bytes), bytes }
    const said = notes === '' ? [] : [evidenceItem('notes', notes, 'notes.md')]
    plan.evidence = { prices, benchmark: null, notes: said, fundamentals: null, asOfAsked: asOf }
    const { session } = registry.start(plan, 'window:1')
    await registry.ended(session)
    const state = registry.feed(session)?.state()
    if (state === undefined) throw new Error('the session is gone')
    return state
  }
  return { faults, run }
}
