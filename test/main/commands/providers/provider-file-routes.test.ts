import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { profileOf } from '../../../support/model-room'
import { valueOf } from '../route-fixture'
import { canary, openProviderRoom, windowWith, type ProviderRoom } from './provider-room'

let room: ProviderRoom
beforeEach(async () => {
  room = await openProviderRoom()
})
afterEach(() => room.close())

describe('a file of providers', () => {
  const file = () => join(room.folder, 'mine.json')

  it('is written without keys and brings them all back elsewhere', async () => {
    await room.save('http://127.0.0.1:9/v1')
    await room.setKey()
    await room.call('provider.assign', { roles: { bull: ['one', 'desk'] } })
    expect(valueOf(await room.call('provider.export', {}, windowWith(file())))).toEqual({
      file: 'mine.json'
    })
    await room.call('provider.remove', { id: 'one' })
    const taken = valueOf(await room.call('provider.import', {}, windowWith(file())))
    expect(taken).toMatchObject({
      ...{ file: 'mine.json', added: 1 },
      providers: { roles: { bull: ['one', 'desk'] }, providers: [{ key: 'none' }] }
    })
  })

  it('replaces by id, and a profile with another address loses its key', async () => {
    await room.save('http://127.0.0.1:9/v1')
    await room.save('http://127.0.0.1:9/v1', { id: 'two' })
    await room.setKey()
    await room.setKey(canary, 'two')
    const moved = profileOf('http://127.0.0.1:10/v1', { id: 'one' })
    const same = profileOf('http://127.0.0.1:9/v1', { id: 'two', name: 'Second' })
    writeFileSync(file(), JSON.stringify({ version: 1, providers: [moved, same] }))
    const { providers } = valueOf(await room.call('provider.import', {}, windowWith(file())))
    expect(providers.providers.map(({ profile, key }) => [profile.name, key])).toEqual([
      ['Scripted', 'none'],
      ['Second', 'system']
    ])
  })

  it('with an error changes nothing, and names file and field', async () => {
    await room.save('http://127.0.0.1:9/v1')
    const before = await room.list()
    const good = profileOf('http://127.0.0.1:10/v1', { id: 'one' })
    const providers = [good, { ...good, id: 'two', contextTokens: 'many' }]
    writeFileSync(file(), JSON.stringify({ version: 1, providers, roles: {} }))
    expect(await room.call('provider.import', {}, windowWith(file()))).toMatchObject({
      error: {
        code: 'provider.import-invalid',
        parameters: { file: 'mine.json', field: 'providers[1].contextTokens' }
      }
    })
    expect(await room.list()).toEqual(before)
  })

  it('that nobody chose is neither written nor read', async () => {
    expect(valueOf(await room.call('provider.export', {}, windowWith(null)))).toEqual({
      file: null
    })
    expect(valueOf(await room.call('provider.import', {}, windowWith(null)))).toMatchObject({
      ...{ file: null, added: 0 }
    })
  })
})

describe('a ready-made assignment by a route', () => {
  it('names the vendors that are missing, and the desk’s takes all roles back', async () => {
    await room.save(null)
    const founders = valueOf(await room.call('provider.preset', { preset: { kind: 'founders' } }))
    expect(founders.missing).toEqual(['Google Gemini', 'Perplexity', 'Anthropic'])
    expect(founders.roles).toEqual({ strategist: ['one', 'desk'], execution: ['one', 'desk'] })
    const desk = valueOf(await room.call('provider.preset', { preset: { kind: 'desk' } }))
    expect([desk.roles, desk.missing]).toEqual([{}, []])
  })
})
