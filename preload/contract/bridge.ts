import type { RouteInput, RouteName, RouteOutput, RouteResult } from './routes'

/** Menu commands that the shell passes to its page. */
export const menuCommands = [
  'start',
  'stop',
  'open-prices',
  'open-notes',
  'focus-subject',
  'sessions',
  'board',
  'settings',
  'watch'
] as const
export type MenuCommand = (typeof menuCommands)[number]

/** The only thing that the preload puts on the page's `window`, as `window.warRoom`. */
export interface Bridge {
  invoke<R extends RouteName>(
    route: R,
    input: RouteInput<R>,
    key?: string
  ): Promise<RouteResult<RouteOutput<R>>>
  /** The real path of a dropped or chosen file; empty when it has none. */
  pathForFile(file: File): string
  onMenu(handler: (command: MenuCommand) => void): () => void
}
