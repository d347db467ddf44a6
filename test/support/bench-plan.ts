import type { Analyst } from '../../main/engine/ports'
import type { SessionPlan } from '../../main/engine/session-plan'
import { onAbort } from '../../main/kernel/abort'
import { benchRoles } from './bench-feed'
import { tokenSource } from './bench-words'
import { okAnswer, planOf, roleLane, scripted } from './plans'

export interface TypingRole {
  tokens: number
  everyMs: number
  seed: number
}

/** Types a token at a time as a model's stream brings them, until all are typed or it is stopped. */
export const typingAnalyst = ({ tokens, everyMs, seed }: TypingRole): Analyst =>
  scripted(
    (context, signal) =>
      new Promise((resolve, reject) => {
        const next = tokenSource(seed)
        let left = tokens
        const timer = setInterval(() => {
          context.write(next())
          left -= 1
          if (left > 0) return
          end()
          resolve(okAnswer)
        }, everyMs)
        const stopped = onAbort(signal, () => {
          end()
          reject(signal.reason as Error)
        })
        const end = (): void => {
          clearInterval(timer)
          stopped.dispose()
        }
      })
  )

/** A session of one stage in which six roles type side by side. */
export const typingPlan = ({ seed, ...role }: TypingRole): SessionPlan => {
  const lane = (id: string, index: number): ReturnType<typeof roleLane> =>
    roleLane(id, typingAnalyst({ ...role, seed: seed + index }), 600_000)
  return planOf({ debate: benchRoles.map(lane) })
}
