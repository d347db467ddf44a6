import type { RouteInput, RouteName, RouteOutput } from '../../preload/contract/routes'
import type { Principal } from '../engine/feed'
import type { WindowPort } from './window-port'

/** Who calls a route; made by main from the sender, never from what the sender says. */
export interface Caller {
  principal: Principal
  window: WindowPort | null
}

/** One route's work. It gets checked input and throws `AppError` for what it refuses. */
export type RouteHandler<R extends RouteName> = (
  input: RouteInput<R>,
  caller: Caller
) => RouteOutput<R> | Promise<RouteOutput<R>>

/** Some routes: what one domain's file gives. */
export type RoutesOf<R extends RouteName> = { readonly [K in R]: RouteHandler<K> }

/** Every route there is; a forgotten one is a compile error. */
export type Routes = RoutesOf<RouteName>
