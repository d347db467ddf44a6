import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { startDisplay, writeDisplayKey } from './e2e-displays'
import { endProcess } from './end-process'

export interface BenchDisplay {
  readonly name: string
  /** The file that lets its reader in; who else shall be let in gets a copy. */
  readonly key: string
  /**
   * When the next window as large as a room becomes visible, in ms of `performance.now()`.
   * Rejects when none does within `limitMs`.
   */
  nextWindow(limitMs: number): Promise<number>
  close(): Promise<void>
}

/** Below this is no room: menus, and the toolkit's own helpers. */
const roomWidthPx = 640

/** Reads what `xev` says of the root window's children, an event a block: made, moved, and shown. */
const readEvents = (events: Readable, onShown: (atMs: number) => void): void => {
  const widths = new Map<string, number>()
  let rest = ''
  events.on('data', (chunk: Buffer) => {
    const atMs = performance.now()
    const blocks = `${rest}${chunk.toString()}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const id = [...block.matchAll(/window (0x[0-9a-f]+)/g)].at(-1)?.[1] ?? ''
      const width = /width (\d+)/.exec(block)?.[1]
      if (width !== undefined) widths.set(id, Number(width))
      if (block.includes('MapNotify') && (widths.get(id) ?? 0) >= roomWidthPx) onShown(atMs)
    }
  })
}

/**
 * A display of its own that tells when a window is shown. A program's window is shown when it has
 * been painted for the first time (`ready-to-show`), so this needs no word of the program itself.
 */
export const openBenchDisplay = async (): Promise<BenchDisplay> => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-display-'))
  const key = join(folder, 'key')
  writeDisplayKey(key)
  const { server, name } = await startDisplay(key)
  // Line by line: into a pipe it would write its words by the kilobyte.
  const watch = spawn('stdbuf', ['-oL', 'xev', '-root', '-event', 'substructure'], {
    env: { ...process.env, DISPLAY: name, XAUTHORITY: key },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  await once(watch, 'spawn')
  const waiting = new Set<(atMs: number) => void>()
  readEvents(watch.stdout, (atMs) => {
    for (const tell of waiting) tell(atMs)
    waiting.clear()
  })
  return {
    name,
    key,
    nextWindow: (limitMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no window was shown')), limitMs)
        waiting.add((atMs) => {
          clearTimeout(timer)
          resolve(atMs)
        })
      }),
    close: async () => {
      await endProcess(watch)
      await endProcess(server)
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
