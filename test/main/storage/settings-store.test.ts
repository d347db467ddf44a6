import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenSettingsSuffix, SettingsStore } from '../../../main/storage/settings-store'
import type { Settings } from '../../../preload/contract/settings'

const defaults: Settings = {
  language: 'en',
  theme: 'dark',
  paceCharactersPerSecond: 600,
  roleLimitsMs: { scout: 8_000 }
}

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-settings-'))
  file = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('settings', () => {
  it('are the defaults where there is no file, and none is written', async () => {
    const store = await SettingsStore.open(file, defaults)
    expect(store.get()).toEqual(defaults)
    expect(readdirSync(folder)).toEqual([])
  })

  it('are there again after a restart, in a folder that had to be made', async () => {
    const deep = join(folder, 'new', 'settings.json')
    const store = await SettingsStore.open(deep, defaults)
    await store.set({ language: 'zh-TW', paceCharactersPerSecond: 0 })
    const again = await SettingsStore.open(deep, defaults)
    expect(again.get()).toEqual({ ...defaults, language: 'zh-TW', paceCharactersPerSecond: 0 })
  })

  it.each([
    ['half a file', '{"language":"zh-'],
    ['another shape', '{"language":"tlh"}'],
    ['a field too many', JSON.stringify({ ...defaults, apiKey: 'x' })],
    ['a prototype as a role', '{"roleLimitsMs":{"__proto__":1}}']
  ])('of %s give way to the defaults, and that file is kept aside', async (_name, text) => {
    writeFileSync(file, text)
    const store = await SettingsStore.open(file, defaults)
    expect(store.get()).toEqual(defaults)
    expect(readFileSync(`${file}${brokenSettingsSuffix}`, 'utf8')).toBe(text)
  })

  it('changed many times at once end as the last change says, with no file left over', async () => {
    const store = await SettingsStore.open(file, defaults)
    const paces = Array.from({ length: 20 }, (_value, index) => index)
    await Promise.all(paces.map((pace) => store.set({ paceCharactersPerSecond: pace })))
    expect(readdirSync(folder)).toEqual(['settings.json'])
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(store.get())
    expect(store.get().paceCharactersPerSecond).toBe(19)
  })

  it('tell their listeners, and a copy that is changed changes nothing', async () => {
    const store = await SettingsStore.open(file, defaults)
    const seen: string[] = []
    const listening = store.onChanged(({ language }) => seen.push(language))
    store.get().roleLimitsMs['scout'] = 1
    await store.set({ language: 'zh-TW' })
    listening.dispose()
    await store.set({ language: 'en' })
    expect(seen).toEqual(['zh-TW'])
    expect(store.get().roleLimitsMs).toEqual({ scout: 8_000 })
  })
})
