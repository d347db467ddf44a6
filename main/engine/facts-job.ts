import type { EvidenceWorkers } from '../evidence/evidence-worker'
import type { ForecastKeeper } from './forecast-keeper'
import type { Job, JobContext } from './ports'

/**
 * Intake: reads the session's evidence on a thread of its own and publishes the facts; behind them,
 * where there is a record, what it says of the subject. So a session's events hold all that its roles
 * knew, whatever becomes of the record later.
 */
export class FactsJob implements Job {
  readonly #workers: Pick<EvidenceWorkers, 'run'>
  readonly #keeper: Pick<ForecastKeeper, 'factsOf'> | null

  /** `keeper` is null where nothing is kept. */
  constructor(
    workers: Pick<EvidenceWorkers, 'run'>,
    keeper: Pick<ForecastKeeper, 'factsOf'> | null = null
  ) {
    this.#workers = workers
    this.#keeper = keeper
  }

  async run(context: JobContext, { signal }: { signal: AbortSignal }): Promise<void> {
    const { stage, state, evidence, reporter } = context
    const subject = state.subject?.name ?? evidence.prices.name
    const sheet = await this.#workers.run(
      'facts',
      { subject, evidence, mandate: state.mandate },
      {
        signal,
        onProgress: (progress, data) => reporter.report(stage, progress, '', data)
      }
    )
    const { prices } = evidence
    const roles = state.roles.map(({ role }) => role)
    const late = (await this.#keeper?.factsOf({ subject, roles, prices, sheet }, { signal })) ?? []
    context.addFacts(sheet.asOf, [...sheet.facts, ...late])
  }
}
