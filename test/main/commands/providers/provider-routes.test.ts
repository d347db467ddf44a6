import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Providers } from '../../../../preload/contract/providers'
import { startJsonServer, type JsonServer } from '../../../support/json-server'
import { memoryCipher } from '../../../support/memory-cipher'
import { profileOf } from '../../../support/model-room'
import { startModelServer, type ModelFault } from '../../../support/model-server'
import { codeOf, valueOf } from '../route-fixture'
import { canary, openProviderRoom, windowWith, type ProviderRoom } from './provider-room'

let room: ProviderRoom
let closing: (() => Promise<void>)[]

const reopen = async (options: Parameters<typeof openProviderRoom>[0]) => {
  const { folder } = room
  room = await openProviderRoom({ folder, ...options })
}

beforeEach(async () => {
  room = await openProviderRoom()
  closing = []
})
afterEach(async () => {
  await room.close()
  for (const close of closing) await close()
})

const serve = async (fault: ModelFault) => {
  const server = await startModelServer(() => fault)
  closing.push(() => server.close())
  return server
}
const serveList = async (...answers: unknown[]): Promise<JsonServer> => {
  const server = await startJsonServer((_path, request) => ({ body: answers[request - 1] }))
  closing.push(() => server.close())
  return server
}
const keyOf = ({ providers }: Providers): string | undefined => providers[0]?.key
const keysFile = (): string => join(room.folder, 'keys.json')

const answer: ModelFault = { do: 'answer', chunks: ['yes'] }

describe('a profile', () => {
  it('that nobody has tried is ready once it has what its address asks for', async () => {
    expect((await room.save('https://api.deepseek.com/v1')).providers).toMatchObject([
      { key: 'none', needsKey: true, light: 'unset', reason: { code: 'provider.no-key' } }
    ])
    expect(valueOf(await room.setKey()).providers).toMatchObject([
      { key: 'system', light: 'ready', reason: null }
    ])
    expect((await room.save('http://127.0.0.1:9/v1')).providers).toMatchObject([
      { key: 'none', needsKey: false, light: 'ready', reason: null }
    ])
  })

  it('is there after a restart with its key, and each change is told to all pages', async () => {
    const cipher = memoryCipher()
    await reopen({ cipher })
    await room.save('http://127.0.0.1:9/v1')
    await room.setKey()
    valueOf(await room.call('provider.assign', { roles: { bull: ['one', 'desk'] } }))
    const before = await room.list()
    expect(room.told.length).toBeGreaterThanOrEqual(3)
    expect(new Set(room.told.map((frame) => JSON.stringify(frame)))).toEqual(
      new Set([JSON.stringify({ t: 'changed', what: 'providers' })])
    )
    await reopen({ cipher })
    expect(await room.list()).toEqual(before)
    expect(room.models.book.keyOf(profileOf('http://127.0.0.1:9/v1', { id: 'one' }))).toBe(canary)
  })

  it('that is removed leaves no key and no role behind', async () => {
    await room.save('http://127.0.0.1:9/v1')
    await room.setKey()
    await room.call('provider.assign', { roles: { bull: ['one'] } })
    expect(valueOf(await room.call('provider.remove', { id: 'one' }))).toMatchObject({
      ...{ providers: [], roles: {} }
    })
    expect(existsSync(keysFile())).toBe(false)
    expect(keyOf(await room.save('http://127.0.0.1:9/v1'))).toBe('none')
  })

  it('that is none is told by its id', async () => {
    const id = 'other'
    const calls = [
      await room.call('provider.remove', { id }),
      await room.call('provider.test', { id }),
      await room.call('provider.models', { id }),
      await room.setKey(canary, id),
      await room.call('provider.forgetKey', { id }),
      await room.call('provider.assign', { roles: { bull: [id] } }),
      await room.call('provider.preset', { preset: { kind: 'one', provider: id } })
    ]
    expect(calls.map(codeOf)).toEqual(calls.map(() => 'provider.unknown'))
    expect(codeOf(await room.call('provider.assign', { roles: { captain: ['desk'] } }))).toBe(
      'input.unknown-role'
    )
  })
})

describe('a key', () => {
  it('goes to the server that it was set for, and never to another address', async () => {
    const first = await serveList({ data: [{ id: 'a' }] }, { data: [] })
    const second = await serveList({ data: [] }, { data: [] })
    const ask = () => room.call('provider.models', { id: 'one' })
    await room.save(`${first.url}/v1`)
    await room.setKey()
    expect(valueOf(await ask())).toEqual({ models: ['a'] })
    expect(keyOf(await room.save(`${first.url}/other/v1`))).toBe('system')
    expect(keyOf(await room.save(`${second.url}/v1`))).toBe('none')
    await ask()
    expect(keyOf(await room.save(`${first.url}/v1`))).toBe('none')
    await ask()
    const sent = [...first.requests, ...second.requests].map(({ headers }) => headers.authorization)
    expect(sent).toEqual([`Bearer ${canary}`, undefined, undefined])
  })

  it('is that of the environment for its own address alone, and one that was typed comes first', async () => {
    await reopen({ cipher: null, environment: { OPENAI_API_KEY: 'sk-environment' } })
    expect(keyOf(await room.save(null))).toBe('environment')
    expect(keyOf(await room.save('http://127.0.0.1:9/v1'))).toBe('none')
    await room.save(null)
    expect(keyOf(valueOf(await room.setKey()))).toBe('run')
    expect(keyOf(valueOf(await room.call('provider.forgetKey', { id: 'one' })))).toBe('environment')
  })

  it('that the system cannot keep is refused as such, and holds for this run', async () => {
    const refuse = () => Promise.reject(new Error(`no ${canary}`))
    await reopen({ cipher: { encrypt: refuse, decrypt: refuse } })
    await room.save('http://127.0.0.1:9/v1')
    const refused = await room.setKey()
    expect(codeOf(refused)).toBe('provider.key-not-kept')
    expect(JSON.stringify(refused)).not.toContain(canary)
    expect(keyOf(await room.list())).toBe('run')
    expect(existsSync(keysFile())).toBe(false)
  })

  it.each(['', 'a b', 'a\nb', 'ключ'])('of %j is refused without its text', async (key) => {
    await room.save('http://127.0.0.1:9/v1')
    const refused = await room.setKey(key)
    expect(codeOf(refused)).toBe('input.invalid')
    if (key !== '') expect(JSON.stringify(refused)).not.toContain(key)
  })

  it('is in no answer, frame, fault or file, though the server repeats it (R19)', async () => {
    const message = `Incorrect API key provided: ${canary}`
    const server = await serve({ do: 'status', status: 401, message })
    const outputs: unknown[] = [await room.save(server.baseUrl), await room.setKey()]
    const file = join(room.folder, 'exported.json')
    outputs.push(
      await room.call('provider.test', { id: 'one' }),
      await room.call('provider.models', { id: 'one' }),
      await room.call('provider.preset', { preset: { kind: 'one', provider: 'one' } }),
      await room.call('provider.export', {}, windowWith(file)),
      await room.call('provider.import', {}, windowWith(file)),
      await room.list()
    )
    expect(server.requests).toBe(2)
    expect(outputs[2]).toMatchObject({ value: { error: { code: 'provider.bad-key' } } })
    const files = readdirSync(room.folder).map((name) =>
      readFileSync(join(room.folder, name), 'latin1')
    )
    expect(files).toHaveLength(3)
    const all = JSON.stringify([outputs, room.told, room.faults, files])
    expect(all).not.toContain(canary)
    expect(all).not.toContain(Buffer.from(canary).toString('base64'))
  })
})

describe('a test of a provider', () => {
  it('makes its light, which a change of its server or key takes away', async () => {
    const good = await serve(answer)
    const busy = await serve({ do: 'status', status: 429, message: 'slow down' })
    const light = async () => (await room.list()).providers[0]?.light
    const tried = async () => valueOf(await room.call('provider.test', { id: 'one' }))
    await room.save(busy.baseUrl)
    expect(await tried()).toMatchObject({ light: 'slow', error: { code: 'provider.rate-limited' } })
    expect(await light()).toBe('slow')
    await room.setKey()
    expect(await light()).toBe('ready')
    await tried()
    await room.save(busy.baseUrl, { name: 'Renamed' })
    expect(await light()).toBe('slow')
    await room.save(good.baseUrl)
    expect(await light()).toBe('ready')
    expect(await tried()).toMatchObject({ light: 'ready', error: null })
  })

  it('says that there is no key, without a call', async () => {
    await room.save('https://openrouter.ai/api/v1')
    expect(valueOf(await room.call('provider.test', { id: 'one' }))).toMatchObject({
      ...{ light: 'unset', error: { code: 'provider.no-key' } }
    })
  })

  it('ends with the window that asked, down to its socket, and with the program', async () => {
    const server = await serve({ do: 'hang-before-headers' })
    await room.save(server.baseUrl)
    const reached = async (requests: number) => {
      while (server.requests < requests) await new Promise((turn) => setImmediate(turn))
    }
    const closed = room.call('provider.test', { id: 'one' })
    await reached(1)
    await room.models.book.release('window:2')
    expect(server.openSockets).toBe(1)
    await room.models.book.release('window:1')
    expect(codeOf(await closed)).toBe('engine.shutting-down')
    await server.idle()
    const ended = room.call('provider.test', { id: 'one' })
    await reached(2)
    await room.models.book.close()
    expect(codeOf(await ended)).toBe('engine.shutting-down')
    await server.idle()
    expect(codeOf(await room.call('provider.test', { id: 'one' }))).toBe('engine.shutting-down')
    expect(server.requests).toBe(2)
  })
})
