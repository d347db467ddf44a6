import type { Principal } from '../engine/feed'

/** Who a window is to the engine and the server. */
export const principalOf = (contentsId: number): Principal => `window:${contentsId}`
