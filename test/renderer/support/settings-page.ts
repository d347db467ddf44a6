import { vi } from 'vitest'
import { press, settle, type MountedRoom } from './mount-room'

/** The view comes with its first use. */
export const settingsLoaded = async (): Promise<void> => {
  await settle()
  await vi.dynamicImportSettled()
  await settle()
}

/** Opens the settings as the button in the bar does, at a section. */
export const openSettings = async (room: MountedRoom, section = 'looks'): Promise<void> => {
  if (room.all('settings-view').length === 0) room.one('settings-button').click()
  await settingsLoaded()
  const link = room.one('settings-view').querySelector<HTMLElement>(`[data-section="${section}"]`)
  link?.click()
  await settle(20)
}

export const closeSettings = async (): Promise<void> => {
  press(window, 'Escape')
  await settle(20)
}

const isField = (field: unknown): field is HTMLInputElement | HTMLSelectElement =>
  field instanceof HTMLInputElement || field instanceof HTMLSelectElement

/** Types without leaving the field. */
export const fill = async (field: Element | null | undefined, value: string): Promise<void> => {
  if (!isField(field)) throw new Error('no field')
  field.focus()
  field.value = value
  if (field instanceof HTMLInputElement) field.dispatchEvent(new Event('input', { bubbles: true }))
  await settle(20)
}

/** Types or chooses, and goes on. */
export const put = async (field: Element | null | undefined, value: string): Promise<void> => {
  await fill(field, value)
  field?.dispatchEvent(new Event('change', { bubbles: true }))
  await settle(20)
}
