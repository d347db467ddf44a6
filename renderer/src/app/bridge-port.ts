import { inject, type InjectionKey } from 'vue'
import type { Bridge } from '../../../preload/contract/bridge'
import { errorCodes, type ErrorShape } from '../../../preload/contract/errors'
import type {
  RouteInput,
  RouteName,
  RouteOutput,
  RouteResult
} from '../../../preload/contract/routes'

export const bridgeKey: InjectionKey<Bridge> = Symbol('bridge')

/** Calls a route. Never throws: a bridge that fails answers as a route that failed. */
export type CallRoute = <R extends RouteName>(
  route: R,
  input: RouteInput<R>,
  key?: string
) => Promise<RouteResult<RouteOutput<R>>>

const failure = (cause: unknown): ErrorShape => ({
  code: errorCodes.internal,
  message: cause instanceof Error ? cause.message : String(cause),
  retryable: false
})

export const useBridge = (): Bridge => {
  const bridge = inject(bridgeKey)
  if (bridge === undefined) throw new Error('no bridge was provided')
  return bridge
}

export const useRoutes = (): CallRoute => {
  const bridge = useBridge()
  return async (route, input, key) => {
    try {
      return await bridge.invoke(route, input, key)
    } catch (cause) {
      return { ok: false, error: failure(cause) }
    }
  }
}
