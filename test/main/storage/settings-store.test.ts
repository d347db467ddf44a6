import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asideSuffix } from '../../../main/kernel/kept-json'
import { SettingsStore } from '../../../main/storage/settings-store'
import { defaultSettings, type Settings } from '../../../preload/contract/settings'

const defaults: Settings = { ...defaultSettings('en'), roleLimitsMs: { scout: 8_000 } }

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
    ['a role of no name that is allowed', '{"roleLimitsMs":{"Constructor ":8000}}']
  ])('of %s give way to the defaults, and that file is kept aside', async (_name, text) => {
    writeFileSync(file, text)
    const store = await SettingsStore.open(file, defaults)
    expect(store.get()).toEqual(defaults)
    expect(readFileSync(`${file}${asideSuffix}`, 'utf8')).toBe(text)
  })

  it.each([
    ['of the first version', { language: 'zh-TW', theme: 'dark', paceCharactersPerSecond: 0 }],
    ['with one line', { retentionDays: 30 }],
    ['with nothing', {}]
  ])('%s keep what they say and have defaults for the rest', async (_name, known) => {
    writeFileSync(file, JSON.stringify(known))
    const store = await SettingsStore.open(file, defaults)
    expect(store.get()).toEqual({ ...defaults, ...known })
    expect(readdirSync(folder)).toEqual(['settings.json'])
    await store.set({ monitoring: true })
    const again = await SettingsStore.open(file, { ...defaults, retentionDays: 7 })
    expect(again.get()).toEqual({ ...defaults, ...known, monitoring: true })
  })

  it('with a prototype as a role have no such role, and no prototype but the common one', async () => {
    writeFileSync(file, '{"roleLimitsMs":{"__proto__":{"scout":1},"quant":9000}}')
    const { roleLimitsMs } = (await SettingsStore.open(file, defaults)).get()
    expect(Object.entries(roleLimitsMs)).toEqual([['quant', 9_000]])
    expect(Object.getPrototypeOf(roleLimitsMs)).toBe(Object.prototype)
    expect('scout' in roleLimitsMs).toBe(false)
  })

  it('refuse a change out of range and stay as they were', async () => {
    const store = await SettingsStore.open(file, defaults)
    await expect(store.set({ retentionDays: -1 })).rejects.toThrow()
    await expect(store.set({ disconnectAlarmPerMinute: 0.5 })).rejects.toThrow()
    expect(store.get()).toEqual(defaults)
    expect(readdirSync(folder)).toEqual([])
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
