import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'

let room: MountedRoom
beforeEach(async () => {
  room = await mountRoom()
})
afterEach(() => unmountRoom(room))

const openDialog = async (): Promise<void> => {
  document.querySelector<HTMLElement>('[aria-label="Settings"]')?.click()
  await settle()
}
const save = async (): Promise<void> => {
  const button = [...document.querySelectorAll('button')].find(
    (each) => each.textContent.trim() === 'Save'
  )
  button?.click()
  await settle()
}
const set = (field: Element | null | undefined, value: string): void => {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) {
    throw new Error('no field')
  }
  field.value = value
  const kind = field instanceof HTMLSelectElement ? 'change' : 'input'
  field.dispatchEvent(new Event(kind, { bubbles: true }))
}

describe('settings', () => {
  it('the theme is applied at once and remembered', async () => {
    document.querySelector<HTMLElement>('[aria-label="Theme: Dark"]')?.click()
    await settle()
    expect(document.documentElement.dataset['theme']).toBe('ultra-dark')
    expect(room.bridge.callsOf('settings.set')).toEqual([{ theme: 'ultra-dark' }])
    expect(room.bridge.settings.theme).toBe('ultra-dark')
  })

  it('pace and limits are kept within what is allowed', async () => {
    await openDialog()
    const fields = [...document.querySelectorAll<HTMLInputElement>('.dialog input[type="number"]')]
    expect(fields.map((field) => field.value).slice(0, 3)).toEqual(['600', '8', '15'])
    set(fields[0], '-5')
    set(fields[1], '0.001')
    set(fields[2], '20')
    await save()
    expect(room.bridge.settings.paceCharactersPerSecond).toBe(0)
    expect(room.bridge.settings.roleLimitsMs).toMatchObject({ scout: 100, intel: 20_000 })
  })

  it('sessions are kept for ever, for an offered time, or for a number of days', async () => {
    await openDialog()
    const choice = (): HTMLElement => room.one('retention-choice')
    expect((choice() as HTMLSelectElement).value).toBe('0')
    expect(choice().textContent).toContain('Until they are deleted')
    set(choice(), '90')
    await save()
    expect(room.bridge.settings.retentionDays).toBe(90)
    await openDialog()
    expect((choice() as HTMLSelectElement).value).toBe('90')
    set(choice(), 'other')
    await settle(20)
    set(room.one('retention-days'), '99999')
    await save()
    expect(room.bridge.settings.retentionDays).toBe(3_650)
    await openDialog()
    expect((room.one('retention-days') as HTMLInputElement).value).toBe('3650')
  })

  it('monitoring is off until it is switched on, and says who may ask and how', async () => {
    await openDialog()
    const input = room.one('monitoring-switch').querySelector('input')
    expect(input?.checked).toBe(false)
    const hint = document.getElementById(input?.getAttribute('aria-describedby') ?? '')
    for (const words of ['127.0.0.1', 'monitor-token']) expect(hint?.textContent).toContain(words)
    input?.click()
    await save()
    expect(room.bridge.settings.monitoring).toBe(true)
  })

  it('the alarm’s threshold is a whole number, 0 for never', async () => {
    await openDialog()
    const field = document.getElementById('alarm-input')
    expect((field as HTMLInputElement).value).toBe('10')
    set(field, '2.6')
    await save()
    expect(room.bridge.settings.disconnectAlarmPerMinute).toBe(3)
    await openDialog()
    set(document.getElementById('alarm-input'), '')
    await save()
    expect(room.bridge.settings.disconnectAlarmPerMinute).toBe(0)
  })

  it('nothing is changed by a dialog that is cancelled', async () => {
    await openDialog()
    set(room.one('retention-choice'), '7')
    const cancel = [...document.querySelectorAll('button')].find(
      (each) => each.textContent.trim() === 'Cancel'
    )
    cancel?.click()
    await settle()
    expect(room.bridge.callsOf('settings.set')).toEqual([])
  })
})
