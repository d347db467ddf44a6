import type { SessionState } from '../../preload/contract/session-state'
import { SessionRegistry } from '../../main/engine/session-registry'
import type { SessionPlan } from '../../main/engine/session-plan'
import { EvidenceStore } from '../../main/evidence/evidence-store'
import { systemClock } from '../../main/kernel/clock'
import { errorShape } from '../../main/kernel/errors'
import { silentLog } from '../../main/kernel/log'
import { openStorage, type Storage } from '../../main/storage/storage'
import { okAnswer, planOf, roleLane, scripted } from './plans'

/** Letters that no compression of a file system could make small. */
const chunk = (index: number, characters: number): string =>
  Array.from({ length: characters }, (_, place) =>
    String.fromCharCode(97 + ((index * 31 + place * place) % 26))
  ).join('')

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A role that writes so many thousand letters, as fast as the room lets it. */
export const typing = (thousands: number): SessionPlan =>
  planOf({
    one: [
      roleLane(
        'writer',
        scripted(async (context, signal) => {
          for (let index = 0; index < thousands && !signal.aborted; index += 1) {
            context.write(chunk(index, 1_000))
            await nextTurn()
          }
          return okAnswer
        }),
        600_000
      )
    ]
  })

/** How a session ended, for a test to compare. */
export interface Ending {
  session: string
  status: SessionState['status']
  /** The failure's code; null without one. */
  code: string | null
}

export const endingOf = ({ session, status, end }: SessionState): Ending => ({
  session,
  status,
  code: end?.type === 'session.failed' ? end.error.code : null
})

/** The real engine over a real data folder, with a role that writes as much as it is told. */
export class FaultRoom {
  readonly storage: Storage
  readonly registry: SessionRegistry
  readonly evidence: EvidenceStore

  private constructor(storage: Storage) {
    const { journal, archive } = storage
    this.storage = storage
    this.registry = new SessionRegistry({ journal, archive, clock: systemClock, maximumRunning: 8 })
    this.evidence = new EvidenceStore(storage.evidence)
  }

  static async open(options: {
    folder: string
    workerFile: string
    readOnly?: boolean
  }): Promise<FaultRoom> {
    return new FaultRoom(await openStorage({ ...options, clock: systemClock, log: silentLog }))
  }

  start(plan: SessionPlan, holder = 'window:1'): { session: string; ended: Promise<Ending> } {
    const { session } = this.registry.start(plan, holder)
    return { session, ended: this.registry.ended(session).then(endingOf) }
  }

  run(thousands: number): Promise<Ending> {
    return this.start(typing(thousands)).ended
  }

  /** Evidence of so many bytes; the code that it was refused with, null when it was kept. */
  async put(bytes: number, fill: number): Promise<string | null> {
    try {
      await this.evidence.put('prices', 'a.csv', new Uint8Array(bytes).fill(fill))
      return null
    } catch (error) {
      return errorShape(error).code
    }
  }

  async close(): Promise<void> {
    await this.registry.shutdown()
    await this.storage.close()
  }
}

/** The code that an opening was refused with; null when it was not. */
export const refusalOf = async (opening: Promise<FaultRoom>): Promise<string | null> => {
  try {
    await (await opening).close()
    return null
  } catch (error) {
    return errorShape(error).code
  }
}
