import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultBenchmarks } from '../../../preload/contract/settings'
import { mountRoom, press, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { closeSettings, fill, openSettings, put, settingsLoaded } from '../support/settings-page'

let room: MountedRoom
beforeEach(async () => {
  room = await mountRoom()
})
afterEach(() => unmountRoom(room))

const field = (id: string): HTMLInputElement => document.getElementById(id) as HTMLInputElement
const current = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[aria-current="page"]')].map(
    (link) => link.dataset['section'] ?? ''
  )

describe('the settings', () => {
  it('open by key, menu and button over the room, and Escape leads back to where one was', async () => {
    const from = room.one('prompt-input')
    const ways = [
      () => press(window, ',', { ctrlKey: true }),
      () => room.bridge.menu('settings'),
      () => room.one('settings-button').click()
    ]
    for (const way of ways) {
      from.focus()
      way()
      await settingsLoaded()
      expect(room.all('settings-view')).toHaveLength(1)
      expect(room.one('settings-view').contains(document.activeElement)).toBe(true)
      await closeSettings()
      expect(room.all('settings-view')).toHaveLength(0)
      expect(document.activeElement).toBe(from)
    }
  })

  it('have four sections, gone through by the arrow keys and named as the current one', async () => {
    await openSettings(room, 'providers')
    const seen: string[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      seen.push(...current())
      expect((document.activeElement as HTMLElement).dataset['section']).toBe(seen.at(-1))
      press(document.activeElement ?? window, 'ArrowDown')
      await settle(20)
    }
    expect(seen).toEqual(['providers', 'roles', 'data', 'looks', 'providers'])
  })

  it('do not start a session by Ctrl+Enter', async () => {
    await openSettings(room, 'data')
    press(field('alarm-input'), 'Enter', { ctrlKey: true })
    await settle()
    expect(room.bridge.callsOf('session.start')).toEqual([])
    expect(room.all('settings-view')).toHaveLength(1)
  })

  it('the theme is applied at once and remembered', async () => {
    document.querySelector<HTMLElement>('[aria-label="Theme: Dark"]')?.click()
    await settle()
    expect(document.documentElement.dataset['theme']).toBe('ultra-dark')
    expect(room.bridge.callsOf('settings.set')).toEqual([{ theme: 'ultra-dark' }])
    expect(room.bridge.settings.theme).toBe('ultra-dark')
  })

  it('a language that is chosen is the window’s at once', async () => {
    await openSettings(room)
    const chinese = [...document.querySelectorAll<HTMLElement>('.over label')].find((label) =>
      label.textContent.includes('繁體中文')
    )
    chinese?.querySelector('input')?.click()
    await settle()
    expect(document.documentElement.lang).toBe('zh-TW')
    expect(document.getElementById('settings-title')?.textContent).toBe('設定')
  })
})

describe('a number of the settings', () => {
  it('is kept when one goes on, within what is allowed', async () => {
    await openSettings(room)
    expect(field('pace-input').value).toBe('600')
    await fill(field('pace-input'), '1,200')
    expect(room.bridge.settings.paceCharactersPerSecond).toBe(600)
    await put(field('pace-input'), '1,200')
    expect(room.bridge.settings.paceCharactersPerSecond).toBe(1_200)
    await put(field('pace-input'), '9999999')
    expect(room.bridge.settings.paceCharactersPerSecond).toBe(100_000)
    await openSettings(room, 'data')
    await put(field('alarm-input'), '2.6')
    expect(room.bridge.settings.disconnectAlarmPerMinute).toBe(3)
  })

  it('that is half typed is kept when the settings are closed', async () => {
    await openSettings(room)
    await fill(field('pace-input'), '250')
    await closeSettings()
    expect(room.bridge.settings.paceCharactersPerSecond).toBe(250)
  })

  it('that cannot be read says so beside it, changes nothing, and is there again', async () => {
    await openSettings(room)
    await put(field('pace-input'), 'quick')
    const wrong = (): string | undefined =>
      document.getElementById('pace-input-wrong')?.textContent.trim()
    expect(wrong()).toBe('Write a whole number from 0 to 100,000.')
    expect(field('pace-input').getAttribute('aria-invalid')).toBe('true')
    expect(room.bridge.callsOf('settings.set')).toEqual([])
    await closeSettings()
    await openSettings(room)
    expect(field('pace-input').value).toBe('quick')
    expect(wrong()).toContain('100,000')
  })
})

describe('the section on data', () => {
  it('sessions are kept for ever, for an offered time, or for a number of days', async () => {
    await openSettings(room, 'data')
    const choice = (): HTMLSelectElement => room.one('retention-choice') as HTMLSelectElement
    expect(choice().value).toBe('0')
    expect(choice().textContent).toContain('Until they are deleted')
    await put(choice(), 'other')
    await put(field('retention-days'), '99999')
    room.one('retention-confirm').click()
    await settle(20)
    expect(room.bridge.settings.retentionDays).toBe(3_650)
    await closeSettings()
    await openSettings(room, 'data')
    expect(choice().value).toBe('other')
    expect(field('retention-days').value).toBe('3650')
  })

  it('a time that deletes sessions at once holds only when confirmed, a longer one at once', async () => {
    await openSettings(room, 'data')
    const choice = (): HTMLSelectElement => room.one('retention-choice') as HTMLSelectElement
    await put(choice(), '7')
    expect(room.one('settings-view').textContent).toContain('older than 7 days are deleted')
    await closeSettings()
    await openSettings(room, 'data')
    expect(choice().value).toBe('7')
    expect(room.bridge.callsOf('settings.set')).toEqual([])
    room.one('retention-leave').click()
    await settle(20)
    expect(choice().value).toBe('0')
    expect(document.activeElement).toBe(choice())
    await put(choice(), '30')
    room.one('retention-confirm').click()
    await settle(20)
    expect(room.all('retention-confirm')).toHaveLength(0)
    await put(choice(), '90')
    const told = room.bridge.callsOf('settings.set')
    expect(told).toEqual([{ retentionDays: 30 }, { retentionDays: 90 }])
  })

  it('monitoring is off until it is switched on, and says who may ask and how', async () => {
    await openSettings(room, 'data')
    const input = room.one('monitoring-switch').querySelector('input')
    expect(input?.checked).toBe(false)
    const hint = document.getElementById(input?.getAttribute('aria-describedby') ?? '')
    for (const words of ['127.0.0.1', 'monitor-token']) expect(hint?.textContent).toContain(words)
    input?.click()
    await settle(20)
    expect(room.bridge.settings.monitoring).toBe(true)
  })

  it('crash reports are off until they are switched on, and say what they hold and where', async () => {
    await openSettings(room, 'data')
    const input = room.one('crash-reports-switch').querySelector('input')
    expect(input?.checked).toBe(false)
    const hint = document.getElementById(input?.getAttribute('aria-describedby') ?? '')
    for (const words of ['On this computer only', 'memory', 'next start']) {
      expect(hint?.textContent).toContain(words)
    }
    input?.click()
    await settle(20)
    expect(room.bridge.settings.keepCrashReports).toBe(true)
  })

  it('an address for prices is kept only with a place for the symbol', async () => {
    await openSettings(room, 'data')
    const template = (): HTMLElement => room.one('price-template')
    await put(template(), 'https://prices.example/daily.csv')
    expect(template().getAttribute('aria-invalid')).toBe('true')
    expect(room.bridge.callsOf('settings.set')).toEqual([])
    await put(template(), ' https://prices.example/{symbol}.csv?from={from}&to={to} ')
    expect(room.bridge.settings.priceTemplate).toBe(
      'https://prices.example/{symbol}.csv?from={from}&to={to}'
    )
    await put(template(), '')
    expect(room.bridge.settings.priceTemplate).toBe('')
  })
})

describe('the table of benchmarks', () => {
  const rows = (): HTMLElement[] => room.all('benchmark-row')
  const inputs = (index: number): HTMLInputElement[] => [
    ...(rows().at(index)?.querySelectorAll('input') ?? [])
  ]

  it('takes a market on with its first index, and tidies the suffix', async () => {
    await openSettings(room, 'data')
    room.one('benchmark-add').click()
    await settle(20)
    expect(document.activeElement).toBe(inputs(-1)[0])
    await put(inputs(-1)[0], '.sw')
    await put(inputs(-1)[1], '^SSMI')
    expect(room.bridge.settings.benchmarks).toEqual({ ...defaultBenchmarks, SW: '^SSMI' })
  })

  it('refuses what is no symbol and a suffix that is there, beside the row', async () => {
    await openSettings(room, 'data')
    await put(inputs(1)[1], 'no symbol')
    expect(inputs(1)[1]?.getAttribute('aria-invalid')).toBe('true')
    await put(inputs(1)[1], '^TWII')
    await put(inputs(2)[0], 'tw')
    const said = document.getElementById(inputs(2)[0]?.getAttribute('aria-describedby') ?? '')
    expect(said?.textContent.trim()).toBe('This suffix is there already.')
    expect(room.bridge.settings.benchmarks).toEqual(defaultBenchmarks)
  })

  it('loses a row or all of one’s own with a way back', async () => {
    await openSettings(room, 'data')
    await put(inputs(1)[1], '0050.TW')
    const mine = { ...defaultBenchmarks, TW: '0050.TW' }
    const undo = async (): Promise<void> => {
      const buttons = [...document.querySelectorAll<HTMLElement>('[data-button]')]
      buttons.find((button) => button.textContent.includes('Undo'))?.click()
      await settle()
    }
    rows()[1]?.querySelector('button')?.click()
    await settle()
    expect(room.bridge.settings.benchmarks).not.toHaveProperty('TW')
    await undo()
    expect(room.bridge.settings.benchmarks).toEqual(mine)
    room.one('benchmark-reset').click()
    await settle()
    expect(room.bridge.settings.benchmarks).toEqual(defaultBenchmarks)
    await undo()
    expect(room.bridge.settings.benchmarks).toEqual(mine)
  })
})
