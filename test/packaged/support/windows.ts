import { spawnSync } from 'node:child_process'
import { inject, vi } from 'vitest'
import { desktopEntry } from '../../../scripts/dist/desktop-entry.mjs'
import { electronHere } from '../../../scripts/dist/electron-here.mjs'
import { projectFolder } from '../../support/e2e-app'

/** How the windows of the Electron that is here are grouped with their desktop entry. */
export const windowClass = desktopEntry(electronHere(projectFolder).version).entry['StartupWMClass']

const closeLimitMs = 20_000
const pressEachMs = 1_000

const tool = (command: string, ...words: string[]): string => {
  const { display, key } = inject('machine')
  const env = { ...process.env, DISPLAY: display, XAUTHORITY: key }
  return spawnSync(command, words, { env, encoding: 'utf8' }).stdout
}

/** A program's windows on the display, and the keys that a person presses in them. */
export class Windows {
  readonly #pid: number

  constructor(pid: number) {
    this.#pid = pid
  }

  /** Those that are shown, of its own class. */
  ids(): string[] {
    const found = tool('xdotool', 'search', '--all', '--onlyvisible', ...this.#own())
    return found.split('\n').filter((line) => line !== '')
  }

  /** A property as the window manager sees it. */
  property(id: string, name: string): string {
    return tool('xprop', '-id', id, name).trim()
  }

  press(id: string, keys: string): void {
    tool('xdotool', 'windowraise', id, 'windowfocus', id, 'key', '--clearmodifiers', keys)
  }

  /**
   * Closes one as a person does, who presses the keys once more when another window had taken the
   * focus at that moment: a window that goes gives it away.
   */
  async close(id: string): Promise<void> {
    const gone = (): void => {
      if (!this.ids().includes(id)) return
      this.press(id, 'ctrl+w')
      throw new Error(`the window ${id} does not close`)
    }
    await vi.waitFor(gone, { timeout: closeLimitMs, interval: pressEachMs })
  }

  #own(): string[] {
    return ['--pid', String(this.#pid), '--class', `^${windowClass}$`]
  }
}
