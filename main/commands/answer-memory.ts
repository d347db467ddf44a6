import type { RouteName, RouteResult } from '../../preload/contract/routes'
import type { Principal } from '../engine/feed'

/** Answers kept for one caller; its oldest are forgotten first. */
export const rememberedAnswersPerCaller = 128

/** Routes that change something, so that a repeated call must not change it twice. */
export const changingRoutes: ReadonlySet<RouteName> = new Set<RouteName>([
  'settings.set',
  'session.start',
  'session.cancel',
  'session.cancelRole',
  'session.retryRole',
  'session.pause',
  'session.resume',
  'session.delete',
  'session.restore',
  'forecast.clear',
  'board.add',
  'board.choose',
  'board.remove',
  'board.restore',
  'board.run',
  'window.new',
  'window.watch'
])

interface Remembered {
  route: RouteName
  answer: Promise<RouteResult<unknown>>
}

/**
 * Remembers what changing calls were answered, by caller and key, so that a call sent twice acts
 * once. A retryable failure is forgotten: the same key may try again.
 */
export class AnswerMemory {
  readonly #callers = new Map<Principal, Map<string, Remembered>>()

  get callers(): number {
    return this.#callers.size
  }

  /** The former answer to this key, or `work`'s; null when the key was used for another route. */
  answer(
    principal: Principal,
    key: string,
    route: RouteName,
    work: () => Promise<RouteResult<unknown>>
  ): Promise<RouteResult<unknown>> | null {
    if (!changingRoutes.has(route)) return work()
    const known = this.#answersOf(principal)
    const former = known.get(key)
    if (former !== undefined) return former.route === route ? former.answer : null
    const answer = work()
    known.set(key, { route, answer })
    void answer.then((result) => {
      if (!result.ok && result.error.retryable) known.delete(key)
    })
    this.#trim(known)
    return answer
  }

  /** Forgets a caller that is gone. */
  forget(principal: Principal): void {
    this.#callers.delete(principal)
  }

  #answersOf(principal: Principal): Map<string, Remembered> {
    const known = this.#callers.get(principal) ?? new Map<string, Remembered>()
    this.#callers.set(principal, known)
    return known
  }

  #trim(known: Map<string, Remembered>): void {
    const oldest = known.keys().next().value
    if (known.size > rememberedAnswersPerCaller && oldest !== undefined) known.delete(oldest)
  }
}
