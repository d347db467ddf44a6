import type { EvidenceWorkers } from '../evidence/evidence-worker'
import type { Job, JobContext } from './ports'

/** Intake: reads the session's evidence on a thread of its own and publishes the facts. */
export class FactsJob implements Job {
  readonly #workers: Pick<EvidenceWorkers, 'run'>

  constructor(workers: Pick<EvidenceWorkers, 'run'>) {
    this.#workers = workers
  }

  async run(context: JobContext, { signal }: { signal: AbortSignal }): Promise<void> {
    const { stage, state, evidence, reporter } = context
    const input = { subject: state.subject?.name ?? evidence.prices.name, evidence }
    const sheet = await this.#workers.run('facts', input, {
      signal,
      onProgress: (progress, data) => reporter.report(stage, progress, '', data)
    })
    context.addFacts(sheet.asOf, sheet.facts)
  }
}
