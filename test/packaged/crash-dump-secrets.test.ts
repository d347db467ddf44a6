import type { LLMock } from '@copilotkit/aimock'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ProviderProfile } from '../../preload/contract/providers'
import type { RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import { watchUpgrades, type SeenUpgrades } from '../support/e2e-tickets'
import { startWires } from '../support/model-wires'
import { leaksInFiles, leaksInProcesses } from '../support/secret-scan'
import { launchPackaged } from './support/launch-packaged'

const key = 'sk-dump-canary-4f1c77e0b2'
const keyOfShell = 'sk-shell-canary-09aa31d5c6'
/** In a variable that is no key: it stays where reports have it, so that the search has to find it. */
const planted = 'planted-canary-6630f4be18'
const soon = { timeout: 20_000, interval: 50 }

let mock: LLMock
let app: RoomApp
let room: RoomPage
let upgrades: SeenUpgrades
beforeAll(async () => {
  mock = await startWires()
  // Words for some seconds, so that calls are under way while it crashes.
  const content = 'The range of the last month held. '.repeat(60)
  mock.onMessage(/./, { content }, { chunkSize: 12, latency: 50 })
  app = await launchPackaged({
    settings: { keepCrashReports: true },
    environment: { OPENAI_API_KEY: keyOfShell, WAR_ROOM_PLANTED: planted }
  })
  room = await app.firstPage()
  upgrades = await watchUpgrades(room.page)
  await room.page.reload()
  await room.badgeState('connected')
  await startWithKey()
})
afterAll(() => mock.stop())

const crashFolder = (): string => join(app.folder, 'crashes')

/** Reports that are written to their end. */
const reports = (): string[] =>
  readdirSync(crashFolder(), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.dmp') && !name.startsWith('new'))
    .map((name) => join(crashFolder(), name))

const startWithKey = async (): Promise<void> => {
  const profile: ProviderProfile = {
    ...{ id: 'mock', name: 'Mock', kind: 'openai-compatible', baseUrl: `${mock.url}/v1` },
    ...{ model: 'gpt-4o-mini', inputPrice: null, outputPrice: null, contextTokens: 64_000 },
    ...{ maximumOutputTokens: 2_000, maximumConcurrent: 8, knownUntil: null }
  }
  const answers = await room.page.evaluate(
    async ([given, secret]) => {
      const { invoke } = window.warRoom
      const preset = { kind: 'one', provider: given.id } as const
      return [
        await invoke('provider.save', { profile: given }),
        await invoke('provider.setKey', { id: given.id, key: secret }),
        await invoke('provider.preset', { preset })
      ].map(({ ok }) => ok)
    },
    [profile, key] as const
  )
  expect(answers).toEqual([true, true, true])
  await room.start()
  await room.typing('scout')
}

const secrets = (): string[] => [key, keyOfShell, ...upgrades.tickets]

describe('a report of a crash that the user chose to keep', () => {
  it('of a page in mid-stream holds neither key nor ticket (R19)', async () => {
    // One, or two when the window was loaded again while it connected.
    expect(upgrades.tickets).not.toEqual([])
    app.look()
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    )
    await vi.waitFor(() => expect(reports()).toHaveLength(1), soon)
    expect(leaksInFiles(crashFolder(), secrets())).toEqual([])
    expect(leaksInProcesses(app.pid, app.folder, [key, ...upgrades.tickets])).toEqual([])
  })

  it('of main holds neither, nor a key that the shell brought; the search finds what is there', async () => {
    await app.electron
      .evaluate(() => void setImmediate(() => process.crash()))
      .catch(() => undefined)
    await vi.waitFor(() => expect(reports()).toHaveLength(2), soon)
    expect(leaksInFiles(crashFolder(), secrets())).toEqual([])
    const found = leaksInFiles(crashFolder(), [planted])
    expect(found).toHaveLength(1)
    expect(
      readFileSync(found[0]?.where ?? '')
        .subarray(0, 4)
        .toString()
    ).toBe('MDMP')
    await app.gone()
    expect(leaksInFiles(app.folder, secrets())).toEqual([])
  })
})
