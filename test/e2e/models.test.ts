import type { LLMock } from '@copilotkit/aimock'
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unlimited, type Settings } from '../../preload/contract/settings'
import type { ProviderProfile } from '../../preload/contract/providers'
import type { SessionState } from '../../preload/contract/session-state'
import { launchRoom, makeProfile, type LaunchOptions, type RoomApp } from '../support/e2e-app'
import { recordedEvents } from '../support/e2e-events'
import type { RoomPage } from '../support/e2e-page'
import { pageMemory, watchUpgrades } from '../support/e2e-tickets'
import { KeyRing } from '../support/key-ring'
import { startWires } from '../support/model-wires'
import { leaksInFiles, leaksInProcesses, secretsIn } from '../support/secret-scan'
import { WatchedProxy } from '../support/watched-proxy'

const key = 'sk-canary-5e1d90b7aa41'
const keyOfShell = 'sk-shell-canary-c3a7714e20'
/** Put on the command line by the test, so that the search is seen to find what is there. */
const planted = 'sk-planted-88d1f0b25e'
const block = '```json\n{"stance":"hold","confidence":0.5,"p":0.5,"claims":[],"changes":[]}\n```'
const answerOf = (sentences: number): string =>
  `${'The range of the last month held. '.repeat(sentences)}\n\n${block}`
const soon = { timeout: 20_000, interval: 25 }

let mock: LLMock
let proxy: WatchedProxy
let app: RoomApp
let closing: (() => unknown)[]

beforeEach(async () => {
  closing = []
  mock = await startWires()
  proxy = await WatchedProxy.to(mock.url)
})
afterEach(async () => {
  for (const close of closing) await close()
  await proxy.close()
  await mock.stop()
})

const launch = async (options: LaunchOptions): Promise<RoomPage> => {
  app = await launchRoom(options)
  return app.firstPage()
}

const quick = (): void => void mock.onMessage(/./, { content: answerOf(3) })
/** About four seconds an answer. */
const slow = (): void =>
  void mock.onMessage(/./, { content: answerOf(28) }, { chunkSize: 12, latency: 50 })

const profile = (): ProviderProfile => ({
  ...{ id: 'mock', name: 'Mock', kind: 'openai-compatible', baseUrl: `${proxy.url}/v1` },
  ...{ model: 'gpt-4o-mini', inputPrice: 1, outputPrice: 2, contextTokens: 64_000 },
  ...{ maximumOutputTokens: 2_000, maximumConcurrent: 8, knownUntil: null }
})

const change = (room: RoomPage, settings: Partial<Settings>): Promise<unknown> =>
  room.page.evaluate((part) => window.warRoom.invoke('settings.set', part), settings)

/** Every role by the mock, and by the desk where that fails. */
const assignAll = (room: RoomPage): Promise<boolean> =>
  room.page.evaluate(async (given) => {
    const { invoke } = window.warRoom
    const preset = { kind: 'one', provider: given.id } as const
    const answers = [
      await invoke('provider.save', { profile: given }),
      await invoke('provider.setKey', { id: given.id, key: 'sk-test-1' }),
      await invoke('provider.preset', { preset })
    ]
    return answers.every(({ ok }) => ok)
  }, profile())

const roleOf = (state: SessionState, id: string): SessionState['roles'][number] => {
  const role = state.roles.find((each) => each.role === id)
  if (role === undefined) throw new Error(`no role ${id}`)
  return role
}

/** Nothing of the program may show a secret: no process of it, no file, no page, no word on stderr. */
const expectNoLeak = async (room: RoomPage, secrets: readonly string[]): Promise<void> => {
  expect(leaksInProcesses(app.pid, app.folder, secrets)).toEqual([])
  expect(leaksInFiles(app.folder, secrets)).toEqual([])
  const words = `${app.stderr.join('')}${await pageMemory(room.page)}`
  expect(secretsIn(words, secrets)).toEqual([])
}

describe('a key', () => {
  it('is typed once, lives in the key store of the system, and is nowhere else (R19)', async () => {
    quick()
    const ring = await KeyRing.start()
    const folder = makeProfile({ paceCharactersPerSecond: 0 })
    closing = [
      () => app.close(),
      () => ring.close(),
      () => rmSync(folder, { recursive: true, force: true })
    ]
    const environment = { ...ring.environment, OPENAI_API_KEY: keyOfShell }
    const options = { folder, keyRing: { environment }, arguments: [`--planted=${planted}`] }
    const room = await launch(options)
    const upgrades = await watchUpgrades(room.page)
    await room.page.reload()
    await room.badgeState('connected')
    await room.page.keyboard.press('Control+,')
    await room.page.locator('[data-testid="provider-preset"][data-preset="openai"]').click()
    await room.page.locator('[id$="-baseUrl"]').fill(`${proxy.url}/v1`)
    await room.page.locator('input[id$="-model"]').fill('gpt-4o-mini')
    await room.page.getByTestId('provider-save').click()
    await room.page.getByTestId('key-input').fill(key)
    await room.page.getByTestId('key-input').press('Enter')
    await room.page.getByTestId('key-forget').waitFor()
    expect(await room.page.getByTestId('key-input').inputValue()).toBe('')
    await room.picture('settings-providers')
    const listed = await room.page.evaluate(() => window.warRoom.invoke('provider.list', {}))
    expect(listed).toMatchObject({
      ok: true,
      value: { keyStore: 'system', providers: [{ key: 'system' }] }
    })
    await room.page.getByTestId('provider-test').click()
    await room.page.getByTestId('provider-trial').waitFor()
    await room.page.locator('[data-section="roles"]').click()
    await room.page.getByTestId('preset-one').click()
    await room.page.keyboard.press('Escape')
    const session = await room.start()
    const record = await app.record(session)
    await room.status('completed')
    expect(roleOf(await app.state(session), 'quant')).toMatchObject({
      ...{ status: 'ok', analyst: 'model', stance: 'hold' }
    })
    await room.picture('models-answered')
    const ownOpenAi = { ...profile(), id: 'own', baseUrl: 'https://api.openai.com/v1' }
    const saved = await room.page.evaluate(
      (given) => window.warRoom.invoke('provider.save', { profile: given }),
      ownOpenAi
    )
    // What the shell brought is there to be used, and where it came from there is none.
    expect(saved).toMatchObject({ value: { providers: [{}, { key: 'environment' }] } })
    // One, or two when the window was loaded again while it connected.
    expect(upgrades.tickets).not.toEqual([])
    const secrets = [key, keyOfShell, ...upgrades.tickets]
    const shown = JSON.stringify([listed, saved, await room.shown(), recordedEvents(record)])
    expect(secretsIn(`${shown}${upgrades.addresses.join(' ')}`, secrets)).toEqual([])
    await expectNoLeak(room, secrets)
    if (process.platform === 'linux') {
      expect(leaksInProcesses(app.pid, folder, [planted])).not.toEqual([])
    }
    await app.quit()
    await app.gone()
    expect(leaksInFiles(folder, secrets)).toEqual([])

    proxy.heard = ''
    const again = await launch({ folder, keyRing: ring })
    await again.start()
    await again.status('completed')
    const sent = proxy.heard.match(/^authorization: .*$/gim) ?? []
    expect(sent.length).toBeGreaterThan(0)
    expect(new Set(sent.map((line) => line.trim().toLowerCase()))).toEqual(
      new Set([`authorization: bearer ${key}`])
    )
  })
})

describe('a room of models', () => {
  it('loses one role to a stop, those of the moment to a provider that dies, and nothing else', async () => {
    slow()
    const room = await launch({})
    closing = [() => app.close()]
    expect(await assignAll(room)).toBe(true)
    await change(room, { paceCharactersPerSecond: 0 })
    const session = await room.start()
    await room.typing('quant')
    const open = proxy.openSockets
    await room.role('quant').getByTestId('role-stop').click()
    await room.roleStatus('quant', 'cancelled')
    await vi.waitFor(() => expect(proxy.openSockets).toBeLessThan(open), soon)
    expect(roleOf(await app.state(session), 'quant').text).not.toBe('')

    await room.typing('risk')
    proxy.die()
    proxy.revive()
    await room.roleStatus('risk', 'error')
    const dead = roleOf(await app.state(session), 'risk')
    expect(dead.reason?.code).toBe('provider.network')
    expect(dead.text).not.toBe('')
    await room.picture('provider-died')
    await room.role('risk').getByTestId('role-retry').click()
    await room.roleStatus('risk', 'running')
    await room.roleStatus('risk', 'ok')
    expect(roleOf(await app.state(session), 'risk')).toMatchObject({ attempt: 2, status: 'ok' })
    expect(await room.session()).toBe(session)

    await vi.waitFor(() => expect(proxy.openSockets).toBeGreaterThan(0), soon)
    app.look()
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await vi.waitFor(() => expect(proxy.openSockets).toBe(0), soon)
    const asked = proxy.connections
    expect(await app.gone()).toEqual({ code: 0, signal: null })
    expect(proxy.connections).toBe(asked)
  })

  it('ends a role that its budget does not allow, without a call, and goes on', async () => {
    quick()
    const room = await launch({})
    closing = [() => app.close()]
    expect(await assignAll(room)).toBe(true)
    await change(room, { paceCharactersPerSecond: 0, roleBudget: { ...unlimited, tokens: 100 } })
    const session = await room.start()
    await room.status('completed')
    const { roles } = await app.state(session)
    expect(roles.map(({ reason }) => reason?.code)).toEqual(roles.map(() => 'role.budget'))
    expect(mock.getRequests()).toHaveLength(0)
    await room.picture('budget-spent')
  })
})
