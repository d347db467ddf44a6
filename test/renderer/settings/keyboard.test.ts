import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeBridge } from '../support/fake-bridge'
import { claude, FakeProviders, statusFixture } from '../support/fake-providers'
import { mountRoom, press, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { openSettings, settingsLoaded } from '../support/settings-page'

let room: MountedRoom
beforeEach(async () => {
  const bridge = new FakeBridge()
  const kept = new FakeProviders(bridge, [statusFixture(), statusFixture(claude)])
  kept.state.roles = { bull: ['openai', 'claude', 'desk'] }
  room = await mountRoom(bridge)
})
afterEach(() => unmountRoom(room))

const view = (): HTMLElement => room.one('settings-view')
const controls = (): HTMLElement[] => [
  ...view().querySelectorAll<HTMLElement>('button, input, select, textarea, summary, a[href]')
]
const textsOf = (ids: string | null): string =>
  (ids ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
const labelsOf = (control: HTMLElement): string =>
  control instanceof HTMLInputElement || control instanceof HTMLSelectElement
    ? [...(control.labels ?? [])].map(({ textContent }) => textContent).join(' ')
    : control.textContent
const nameOf = (control: HTMLElement): string =>
  [
    control.getAttribute('aria-label') ?? '',
    textsOf(control.getAttribute('aria-labelledby')),
    labelsOf(control)
  ]
    .join(' ')
    .trim()

it.each(['providers', 'roles', 'data', 'looks'])(
  'every control of “%s” can be reached by Tab and has a name',
  async (section) => {
    await openSettings(room, section)
    if (section === 'providers') room.one('provider-edit').click()
    await settle(20)
    // The arrow down in the field does what this button does.
    const reached = controls().filter((control) => !control.matches('.combobox .opener'))
    expect(reached.length).toBeGreaterThan(8)
    for (const control of reached) {
      expect(nameOf(control), control.outerHTML).not.toBe('')
      expect(control.tabIndex, control.outerHTML).toBe(0)
    }
    const levels = [...view().querySelectorAll('h2, h3, h4')].map(({ tagName }) => tagName)
    expect(levels.slice(0, 2)).toEqual(['H2', 'H3'])
  }
)

it('keys alone open the settings, go to a section, save by Enter and lead back', async () => {
  const from = room.one('prompt-input')
  from.focus()
  press(window, ',', { ctrlKey: true })
  await settingsLoaded()
  press(document.activeElement ?? window, 'ArrowUp')
  await settle(20)
  const section = document.activeElement
  expect(section?.getAttribute('aria-current')).toBe('page')
  expect(section?.textContent.trim()).toBe('Language and appearance')
  const pace = document.getElementById('pace-input') as HTMLInputElement
  pace.focus()
  pace.value = '250'
  pace.dispatchEvent(new Event('input', { bubbles: true }))
  press(pace, 'Enter')
  await settle(20)
  expect(room.bridge.settings.paceCharactersPerSecond).toBe(250)
  press(pace, 'Escape')
  await settle(20)
  expect(room.all('settings-view')).toHaveLength(0)
  expect(document.activeElement).toBe(from)
})
