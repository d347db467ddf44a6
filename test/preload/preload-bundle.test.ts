import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../preload/contract/bridge'
import { ipcChannels } from '../../preload/contract/channels'

const maximumBytes = 2 * 1024
const bundle = readFileSync(
  fileURLToPath(new URL('../../out/preload/index.cjs', import.meta.url)),
  'utf8'
)

interface Loaded {
  bridge: Bridge
  exposed: string[]
  required: string[]
  sent: unknown[][]
  listeners: Map<string, (event: object, command: string) => void>
}

/** Runs the built preload with a stand-in for the only module it may ask for. */
const load = (): Loaded => {
  const loaded = { exposed: [], required: [], sent: [], listeners: new Map() } as unknown as Loaded
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, bridge: Bridge) => {
        loaded.exposed.push(name)
        loaded.bridge = bridge
      }
    },
    ipcRenderer: {
      invoke: async (...call: unknown[]) => void loaded.sent.push(call),
      on: (channel: string, listener: never) => void loaded.listeners.set(channel, listener),
      off: (channel: string) => void loaded.listeners.delete(channel)
    },
    webUtils: { getPathForFile: (file: { name: string }) => `/real/${file.name}` }
  }
  const require = (name: string): unknown => {
    loaded.required.push(name)
    return electron
  }
  const exports = {}
  let keys = 0
  const crypto = { randomUUID: () => `key-${(keys += 1)}` }
  runInNewContext(bundle, { require, exports, module: { exports }, crypto })
  return loaded
}

describe('the built preload (R22)', () => {
  it('is at most 2 KB and asks for nothing but electron', () => {
    expect(Buffer.byteLength(bundle)).toBeLessThanOrEqual(maximumBytes)
    expect([...new Set(load().required)]).toEqual(['electron'])
    expect(bundle).not.toMatch(/\bimport\b|node:/)
  })

  it('gives the page one object with three functions and nothing of Electron', () => {
    const { exposed, bridge } = load()
    expect(exposed).toEqual(['warRoom'])
    expect(Object.keys(bridge).sort()).toEqual(['invoke', 'onMenu', 'pathForFile'])
  })

  it('sends every route over one channel, each call with a key of its own', () => {
    const { bridge, sent } = load()
    void bridge.invoke('settings.get', {})
    void bridge.invoke('settings.set', { language: 'en' }, 'mine')
    expect(JSON.parse(JSON.stringify(sent))).toEqual([
      [ipcChannels.invoke, { route: 'settings.get', input: {}, key: 'key-1' }],
      [ipcChannels.invoke, { route: 'settings.set', input: { language: 'en' }, key: 'mine' }]
    ])
  })

  it('passes menu commands without their event, until it is told to stop', () => {
    const { bridge, listeners } = load()
    const seen: unknown[][] = []
    const stop = bridge.onMenu((...command) => void seen.push(command))
    listeners.get(ipcChannels.menu)?.({ sender: 'secret' }, 'start')
    expect(seen).toEqual([['start']])
    stop()
    expect(listeners.size).toBe(0)
  })

  it('tells the real path of a file', () => {
    expect(load().bridge.pathForFile({ name: 'a.csv' } as File)).toBe('/real/a.csv')
  })
})
