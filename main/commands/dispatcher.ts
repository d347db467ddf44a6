import { errorCodes, type ErrorShape } from '../../preload/contract/errors'
import type { RouteName, RouteResult } from '../../preload/contract/routes'
import { routeCallSchema, routeInputSchemas } from '../../preload/contract/routes.schema'
import type { Principal } from '../engine/feed'
import { AppError, errorShape } from '../kernel/errors'
import { AnswerMemory } from './answer-memory'
import type { Caller, RouteHandler, Routes } from './route'

export interface Dispatcher {
  /** Answers any call, well formed or not. Never throws and never rejects. */
  dispatch(call: unknown, caller: Caller): Promise<RouteResult<unknown>>
  /** Forgets what a caller that is gone was answered. */
  forget(principal: Principal): void
}

export interface DispatcherOptions {
  /** Told of errors without a code: faults of the program, whose words stay in main. */
  onFault: (route: string, error: unknown) => void
}

const refusal = (error: ErrorShape): RouteResult<never> => ({ ok: false, error })

/** Names the field and the problem, without the value that was in it. */
const invalid = (field: string, problem: string): RouteResult<never> =>
  refusal(
    errorShape(
      new AppError(errorCodes.inputInvalid, `${field}: ${problem}`, {
        parameters: { field, problem }
      })
    )
  )

const complaint = (
  issues: readonly { path: PropertyKey[]; message: string }[]
): RouteResult<never> => {
  const [issue] = issues
  return invalid(issue?.path.map(String).join('.') || 'input', issue?.message ?? 'is not valid')
}

const isRoute = (routes: Routes, name: string): name is RouteName => Object.hasOwn(routes, name)

const failure = (
  route: string,
  error: unknown,
  onFault: DispatcherOptions['onFault']
): RouteResult<never> => {
  if (error instanceof AppError) return refusal(errorShape(error))
  onFault(route, error)
  return refusal({ code: errorCodes.internal, message: 'internal error', retryable: false })
}

/**
 * Joins the routes to whatever carries calls. A call is checked against its schema, answered once
 * per caller and key, and every outcome is a value.
 */
export const createDispatcher = (routes: Routes, { onFault }: DispatcherOptions): Dispatcher => {
  const memory = new AnswerMemory()

  const run = async (
    name: RouteName,
    input: unknown,
    caller: Caller
  ): Promise<RouteResult<unknown>> => {
    const checked = routeInputSchemas[name].safeParse(input)
    if (!checked.success) return complaint(checked.error.issues)
    try {
      const handle = routes[name] as RouteHandler<RouteName>
      return { ok: true, value: await handle(checked.data as never, caller) }
    } catch (error) {
      return failure(name, error, onFault)
    }
  }

  return {
    dispatch: async (call, caller) => {
      const checked = routeCallSchema.safeParse(call)
      if (!checked.success) return complaint(checked.error.issues)
      const { route, input, key } = checked.data
      if (!isRoute(routes, route)) {
        return refusal(
          errorShape(
            new AppError(errorCodes.routeUnknown, `There is no route ${route}.`, {
              parameters: { route }
            })
          )
        )
      }
      const answer = memory.answer(caller.principal, key, route, () => run(route, input, caller))
      return answer ?? invalid('key', 'used for another route')
    },
    forget: (principal) => memory.forget(principal)
  }
}
