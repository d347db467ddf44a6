import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asideSuffix } from '../../../main/kernel/kept-json'
import { ProviderStore } from '../../../main/storage/provider-store'
import { maximumProviders } from '../../../preload/contract/limits'
import { profileOf } from '../../support/model-room'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-providers-'))
  file = join(folder, 'providers.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const one = profileOf('http://127.0.0.1:1/v1', { id: 'one' })
const two = profileOf('http://127.0.0.1:2/v1', { id: 'two' })

describe('profiles and roles', () => {
  it('are there after a restart', async () => {
    const store = await ProviderStore.open(file)
    await store.put([one, two])
    await store.assign({ bull: ['two', 'one', 'two', 'desk'] })
    const next = await ProviderStore.open(file)
    expect(next.list()).toEqual({ providers: [one, two], roles: { bull: ['two', 'one', 'desk'] } })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1 })
  })

  it('lose a profile in every role, and a role with nobody left is the desk’s', async () => {
    const store = await ProviderStore.open(null)
    await store.put([one, two])
    await store.assign({ bull: ['one'], bear: ['one', 'two'] })
    await store.remove('one')
    expect(store.list()).toEqual({ providers: [two], roles: { bear: ['two'] } })
  })

  it('are refused over the limit and by an id of nobody, and stay as they were', async () => {
    const store = await ProviderStore.open(null)
    const many = Array.from({ length: maximumProviders }, (_, at) => ({ ...one, id: `p${at}` }))
    await store.put(many)
    await expect(store.put([two])).rejects.toMatchObject({ code: 'provider.too-many' })
    await expect(store.remove('two')).rejects.toMatchObject({ code: 'provider.unknown' })
    await expect(store.assign({ bull: ['two'] })).rejects.toMatchObject({
      code: 'provider.unknown'
    })
    await store.put([{ ...one, id: 'p0', name: 'Again' }])
    expect(store.list().providers).toHaveLength(maximumProviders)
    expect(store.list().roles).toEqual({})
  })

  it('of a broken file are put aside, and of an edited one name only what is there', async () => {
    writeFileSync(
      file,
      JSON.stringify({ version: 1, providers: [{ ...one, key: 'x' }], roles: {} })
    )
    expect((await ProviderStore.open(file)).list().providers).toEqual([])
    expect(existsSync(`${file}${asideSuffix}`)).toBe(true)
    const roles = { bull: ['two'], bear: ['two', 'desk'] }
    writeFileSync(file, JSON.stringify({ version: 1, providers: [one], roles }))
    expect((await ProviderStore.open(file)).list().roles).toEqual({ bear: ['desk'] })
  })
})
