import { deferred } from '../../main/kernel/deferred'
import { answersAt, type CancelSight } from './cancel-answers'
import { startModelServer } from './model-server'

/** A provider whose requests are cancelled: in this process or in one of its own. */
export interface CancelServer {
  baseUrl: string
  /** What it is to answer from now on. */
  look(sight: CancelSight): Promise<void>
  /** Resolves with the first request since `look`. */
  heard(): Promise<void>
  /** Resolves when it has no open socket. */
  idle(): Promise<unknown>
  close(): Promise<void>
}

export const startCancelServer = async (random: () => number): Promise<CancelServer> => {
  let sight: CancelSight = 'nothing'
  let asked = deferred<void>()
  const { baseUrl, idle, close } = await startModelServer(() => {
    asked.resolve()
    return answersAt(sight, random)
  })
  return {
    ...{ baseUrl, idle, close },
    look: (next) => {
      sight = next
      asked = deferred()
      return Promise.resolve()
    },
    heard: () => asked.promise
  }
}
