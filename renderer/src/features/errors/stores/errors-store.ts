import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import { useRoutes, type CallRoute } from '../../../app/bridge-port'
import type { RouteInput, RouteName, RouteOutput } from '../../../../../preload/contract/routes'

/** The one error that the window shows; a newer one takes its place. */
export const useErrorsStore = defineStore('errors', () => {
  const current = shallowRef<ErrorShape | null>(null)
  const more = shallowRef<(() => string) | null>(null)
  /** `note` gives what is to be said besides the error's own text, in the reader's language. */
  const report = (error: ErrorShape, note: (() => string) | null = null): void => {
    current.value = error
    more.value = note
  }
  const dismiss = (): void => {
    current.value = null
    more.value = null
  }
  return { current, more, report, dismiss }
})

/** A route's value, or null after its error was shown. */
export type Attempt = <R extends RouteName>(
  route: R,
  input: RouteInput<R>,
  key?: string
) => Promise<RouteOutput<R> | null>

/** Calls routes and reports what fails; everything else stays as it was. */
export const useAttempt = (): Attempt => {
  const call: CallRoute = useRoutes()
  const errors = useErrorsStore()
  return async (route, input, key) => {
    const result = await call(route, input, key)
    if (result.ok) return result.value
    errors.report(result.error)
    return null
  }
}
