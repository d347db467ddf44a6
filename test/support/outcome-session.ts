import { DeskAnalyst } from '../../main/analysts/desk/desk-analyst'
import { DeskSummarizer } from '../../main/analysts/desk/desk-summarizer'
import { createStartSession } from '../../main/commands/start-session'
import { FactsJob } from '../../main/engine/facts-job'
import type { Journal, SessionArchive } from '../../main/engine/ports'
import { SessionRegistry } from '../../main/engine/session-registry'
import {
  evidenceTasks,
  type EvidenceTask,
  type EvidenceTasks
} from '../../main/evidence/evidence-tasks'
import { systemClock } from '../../main/kernel/clock'
import { sha256 } from '../../main/kernel/hash'
import { loadEquity } from '../../main/playbooks/equity'
import { defaultSettings } from '../../preload/contract/settings'

/** The worker's own work, without its thread. */
export const taskWorkers = {
  run: async <T extends EvidenceTask>(
    task: T,
    input: EvidenceTasks[T]['input']
  ): Promise<EvidenceTasks[T]['output']> => {
    const work = evidenceTasks[task]
    return work(input, () => undefined)
  }
}

interface KeptIn {
  journal: Journal
  archive: SessionArchive
}

/** A registry of a program that was just started on what is kept. */
export const registryOf = ({ journal, archive }: KeptIn): SessionRegistry =>
  new SessionRegistry({ journal, archive, clock: systemClock, maximumRunning: 4 })

/** Runs the desk on a file up to a date, to its end, held by `window:1`. */
export const startDesk = async (
  kept: KeptIn,
  { bytes, asOf }: { bytes: Uint8Array; asOf: string | null }
): Promise<{ registry: SessionRegistry; session: string }> => {
  const registry = registryOf(kept)
  const start = createStartSession({
    registry,
    playbook: loadEquity(),
    analysts: { desk: new DeskAnalyst() },
    jobs: { facts: new FactsJob(taskWorkers) },
    summarizer: new DeskSummarizer(),
    settings: { get: () => ({ ...defaultSettings('en'), paceCharactersPerSecond: 0 }) },
    appVersion: '0.0.0',
    seed: () => 1
  })
  const id = sha256(bytes)
  const prices = { kind: 'prices' as const, name: 'sp500.csv', sha256: id, bytes }
  const { session } = start(
    {
      subject: { name: 'S&P 500', sha256: id },
      evidence: { prices, benchmark: null, notes: [], fundamentals: null, asOfAsked: asOf },
      ...{ mode: 'god', roles: [], prompt: '', language: 'en', mandate: null, marketContext: '' }
    },
    'window:1'
  )
  await registry.ended(session)
  return { registry, session }
}
