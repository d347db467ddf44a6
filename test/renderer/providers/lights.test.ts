import { afterEach, describe, expect, it } from 'vitest'
import { errorShape, FakeBridge } from '../support/fake-bridge'
import { claude, FakeProviders, statusFixture } from '../support/fake-providers'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { settingsLoaded } from '../support/settings-page'

let room: MountedRoom
afterEach(() => unmountRoom(room))

const limited = errorShape('provider.rate-limited', { provider: 'Claude' })
const open = async (providers = [statusFixture()]): Promise<FakeProviders> => {
  const bridge = new FakeBridge()
  const kept = new FakeProviders(bridge, providers)
  room = await mountRoom(bridge)
  return kept
}
const labels = (): string[] =>
  room.all('provider-light').map((light) => light.getAttribute('aria-label') ?? '')

describe('the lights of the models', () => {
  it('say in words and by shape how each does and why', async () => {
    const unreached = errorShape('provider.network', { provider: 'Ollama' })
    await open([
      statusFixture(),
      statusFixture(claude, { light: 'slow', reason: limited }),
      statusFixture({ id: 'ollama', name: 'Ollama' }, { light: 'failing', reason: unreached }),
      statusFixture({ id: 'other', name: 'Other' }, { light: 'unset', key: 'none' })
    ])
    expect(labels()[0]).toBe('OpenAI: Ready')
    expect(labels()[1]).toMatch(/^Claude: Slow or limited\. Claude takes no more requests/)
    expect(labels()[2]).toMatch(/^Ollama: Failing\. Ollama could not be reached/)
    expect(labels()[3]).toBe('Other: Not set up. There is no key for it.')
    const shapes = room.all('provider-light').map((light) => light.querySelector('svg')?.innerHTML)
    expect(new Set(shapes).size).toBe(4)
  })

  it('show the reason on focus', async () => {
    await open([statusFixture(claude, { light: 'slow', reason: limited })])
    room.one('provider-light').focus()
    await settle()
    expect(document.querySelector('[role="tooltip"]')?.textContent).toContain('no more requests')
  })

  it('follow what changes in main', async () => {
    const kept = await open()
    kept.state.providers = [statusFixture({}, { light: 'failing', reason: limited })]
    room.stream.tell('changed', 'providers')
    await settle()
    expect(labels()[0]).toMatch(/^OpenAI: Failing/)
  })

  it('lead to the provider in the settings', async () => {
    await open([statusFixture(), statusFixture(claude)])
    room.all('provider-light')[1]?.click()
    await settingsLoaded()
    const forms = room.all('provider-form')
    expect(forms).toHaveLength(1)
    expect(forms[0]?.closest<HTMLElement>('[data-provider]')?.dataset['provider']).toBe('claude')
    expect(forms[0]?.closest('[data-provider]')?.contains(document.activeElement)).toBe(true)
  })

  it('without a model say that the desk answers, with a way to add one', async () => {
    await open([])
    expect(room.one('desk-only').textContent).toContain('Desk only')
    room.one('desk-only').querySelector('button')?.click()
    await settingsLoaded()
    expect(room.all('provider-preset').length).toBeGreaterThan(5)
  })
})
