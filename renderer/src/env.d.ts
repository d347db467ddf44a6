/// <reference types="vite/client" />
import type { Bridge } from '../../preload/contract/bridge'

declare global {
  interface Window {
    /** The only bridge to the main process: see preload/contract/bridge.ts. */
    readonly warRoom: Bridge
  }
}
