import type { Fact } from '../../preload/contract/facts'
import type { FactSheet } from '../evidence/compute-facts'
import type { EvidenceItem } from '../evidence/evidence-set'
import type { EvidenceWorkers } from '../evidence/evidence-worker'
import { countedOnce } from '../evidence/record/counted-forecasts'
import { intelRoomDrafts } from '../evidence/record/intel-rooms'
import { intelStateOf } from '../evidence/record/intel-state'
import { intelVoteDrafts } from '../evidence/record/intel-vote'
import { isScored, type ScoredForecast } from '../evidence/record/kept-forecast'
import { lateFacts, type LateDraft } from '../evidence/record/late-facts'
import { recordDrafts } from '../evidence/record/record-drafts'
import { sinceDrafts } from '../evidence/record/since-drafts'
import type { Clock } from '../kernel/clock'
import type { PastSessions } from './past-sessions'
import type { ForecastLedger } from './ports'

export interface ForecastKeeperParts {
  ledger: ForecastLedger
  past: PastSessions
  workers: Pick<EvidenceWorkers, 'run'>
  clock: Pick<Clock, 'wallMs'>
  /** The methods that a run with these facts and roles files with; null: whichever was used last. */
  methodsOf: ((facts: readonly Fact[], roles: readonly string[]) => readonly string[]) | null
  /** Told when the record could not be read or written; the session goes on without it. */
  onFault: (error: unknown) => void
}

/** One run's evidence and what it gave. */
export interface RunFacts {
  subject: string
  /** The roles that the session will run. */
  roles: readonly string[]
  prices: EvidenceItem
  sheet: FactSheet
}

const without: readonly Fact[] = []

const byOutcome = (one: ScoredForecast, other: ScoredForecast): number =>
  one.outcome.date < other.outcome.date ? -1 : 1

/**
 * Keeps the record of a subject at each run on it: scores the forecasts that have come due by the
 * run's own bars, and gives the record, and what changed since the last run, as facts. All of it as
 * known on the run's as-of date.
 */
export class ForecastKeeper {
  readonly #parts: ForecastKeeperParts

  constructor(parts: ForecastKeeperParts) {
    this.#parts = parts
  }

  /** Facts for behind those of the evidence. Rejects only when `signal` has aborted. */
  factsOf(run: RunFacts, { signal }: { signal: AbortSignal }): Promise<readonly Fact[]> {
    return this.#late(run, signal, async () => [
      ...(await this.#record(run)),
      ...(await this.#since(run))
    ])
  }

  /** As `factsOf` without what changed since the last run: what a call stands on, and no more. */
  recordFactsOf(run: RunFacts, { signal }: { signal: AbortSignal }): Promise<readonly Fact[]> {
    return this.#late(run, signal, () => this.#record(run))
  }

  async #late(
    run: RunFacts,
    signal: AbortSignal,
    draft: () => Promise<LateDraft[]>
  ): Promise<readonly Fact[]> {
    try {
      await this.#score(run, signal)
      const drafts = await draft()
      signal.throwIfAborted()
      return lateFacts(run.sheet.facts, drafts)
    } catch (error) {
      if (signal.aborted) throw error
      this.#parts.onFault(error)
      return without
    }
  }

  async #score({ subject, prices, sheet: { asOf } }: RunFacts, signal: AbortSignal): Promise<void> {
    const { ledger, workers, clock } = this.#parts
    const open = await ledger.find({ subject, state: 'open', after: null, until: asOf })
    const waiting = open.filter((forecast) => forecast.asOf < asOf)
    if (waiting.length === 0) return
    const { name, bytes } = prices
    const scorings = await workers.run('score', { name, bytes, asOf, waiting }, { signal })
    const atMs = clock.wallMs()
    await ledger.settle(
      waiting.flatMap((forecast, index) => {
        const scoring = scorings[index]
        const { asOf: made, session, seq } = forecast
        const key = { subject, asOf: made, session, seq }
        return scoring === undefined || scoring.kind === 'open' ? [] : [{ key, scoring, atMs }]
      })
    )
  }

  /** The record of the way in which this room forecasts, behind the vote that Intel has earned. */
  async #record(run: RunFacts): Promise<LateDraft[]> {
    const { ledger, methodsOf } = this.#parts
    const { subject, roles, sheet } = run
    const { asOf, facts } = sheet
    const vote = await this.#intelVote(run)
    const methods = methodsOf?.([...facts, ...lateFacts(facts, vote)], roles) ?? null
    const records = await ledger.records({ subject, until: asOf })
    return [...vote, ...recordDrafts(records, { asOf, methods })]
  }

  /** Nothing is asked of the ledger unless the notes are in a state. */
  async #intelVote({ subject, sheet: { asOf, facts } }: RunFacts): Promise<LateDraft[]> {
    const state = intelStateOf((metric) => {
      const value = facts.find((fact) => fact.metric === metric)?.value
      return typeof value === 'number' ? value : null
    })
    if (state === null) return []
    const until = asOf
    const scored = await this.#parts.ledger.find({ subject, state: 'scored', after: null, until })
    const drafts = intelVoteDrafts(scored, { asOf, state })
    return [...drafts, ...intelRoomDrafts(facts, drafts, asOf)]
  }

  async #since({ subject, sheet }: RunFacts): Promise<LateDraft[]> {
    const { ledger, past } = this.#parts
    const { asOf, facts } = sheet
    const previous = await past.before(subject, asOf)
    if (previous === null) return []
    const scored = await ledger.find({
      ...{ subject, state: 'scored', after: previous.asOf, until: asOf }
    })
    const ofDesk = scored.filter(({ model }) => model === null)
    const due = countedOnce(ofDesk).filter(isScored).sort(byOutcome)
    return sinceDrafts({ previous, current: facts, asOf, due })
  }
}
