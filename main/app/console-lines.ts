import type { App, WebContents } from 'electron'
import type { Disposable } from '../kernel/disposables'
import { toDisposable } from '../kernel/disposables'

export interface ConsoleLine {
  level: 'warning' | 'error'
  text: string
  /** The number of the page's contents. */
  contents: number
}

/** Electron's older line tells the level as a number. */
const levels: Readonly<Record<string, ConsoleLine['level']>> = {
  warning: 'warning',
  '2': 'warning',
  error: 'error',
  '3': 'error'
}

/** Warnings and errors on the pages' consoles; a refusal by the content policy is one. */
export const onConsoleLine = (
  app: Pick<App, 'on' | 'off'>,
  handler: (line: ConsoleLine) => void
): Disposable => {
  const listen = (_created: unknown, contents: WebContents): void => {
    contents.on('console-message', (event, ...older) => {
      const { level = older[0], message = older[1] } = event as unknown as Record<string, unknown>
      const known = levels[String(level)]
      if (known !== undefined)
        handler({ level: known, text: String(message), contents: contents.id })
    })
  }
  app.on('web-contents-created', listen)
  return toDisposable(() => void app.off('web-contents-created', listen))
}
