import { getActivePinia } from 'pinia'
import { afterEach, describe, expect, it } from 'vitest'
import { providerPresets } from '../../../preload/contract/provider-presets'
import type { KeyStoreState, ProviderStatus } from '../../../preload/contract/providers'
import { errorShape, FakeBridge } from '../support/fake-bridge'
import { claude, FakeProviders, profileFixture, statusFixture } from '../support/fake-providers'
import { mountRoom, press, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { closeSettings, fill, openSettings, put } from '../support/settings-page'

let room: MountedRoom
let kept: FakeProviders
afterEach(() => unmountRoom(room))

const open = async (
  providers: ProviderStatus[] = [],
  keyStore: KeyStoreState = 'system'
): Promise<void> => {
  const bridge = new FakeBridge()
  kept = new FakeProviders(bridge, providers)
  kept.state.keyStore = keyStore
  room = await mountRoom(bridge)
  await openSettings(room, 'providers')
}
const click = async (testId: string): Promise<void> => {
  room.one(testId).click()
  await settle(20)
}
const field = (name: string, id = 'openai'): HTMLInputElement =>
  document.getElementById(`provider-${id}-${name}`) as HTMLInputElement
const saidOf = (input: HTMLElement): string | undefined =>
  document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent.trim()
const preset = async (id: string): Promise<void> => {
  room
    .all('provider-preset')
    .find((button) => button.dataset['preset'] === id)
    ?.click()
  await settle(20)
}

describe('a provider', () => {
  it('is added from a preset, and then asks for its key', async () => {
    await open()
    expect(room.all('provider-preset')).toHaveLength(providerPresets.length)
    await preset('openai')
    expect(room.bridge.callsOf('provider.save')).toEqual([])
    expect(field('baseUrl').value).toBe('https://api.openai.com/v1')
    await put(field('model'), 'gpt-4.1-mini')
    await put(field('inputPrice'), '0.4')
    await put(field('contextTokens'), '128,000')
    await click('provider-save')
    const profile = profileFixture({ outputPrice: null })
    expect(room.bridge.callsOf('provider.save')).toEqual([{ profile }])
    expect(document.activeElement).toBe(room.one('key-input'))
  })

  it('is not sent with what cannot be right; each field says what is wrong with it', async () => {
    await open([statusFixture()])
    await click('provider-edit')
    const wrong: [string, string, RegExp][] = [
      ['name', ' ', /empty/],
      ['model', '', /empty/],
      ['baseUrl', 'https://me:secret@api.openai.com/v1?key=1', /Without user, password/],
      ['inputPrice', 'dear', /from 0 to 10,000/],
      ['contextTokens', '1.5', /whole number from 512/],
      ['knownUntil', '2025-02-30', /YYYY-MM-DD/]
    ]
    for (const [name, text] of wrong) await put(field(name), text)
    await click('provider-save')
    for (const [name, , words] of wrong) {
      expect(field(name).getAttribute('aria-invalid'), name).toBe('true')
      expect(saidOf(field(name)), name).toMatch(words)
    }
    expect(document.activeElement).toBe(field('name'))
    expect(room.bridge.callsOf('provider.save')).toEqual([])
  })

  it('that main refuses says so beside the field that main names', async () => {
    await open([statusFixture()])
    await click('provider-edit')
    kept.refusal = errorShape('input.invalid', { field: 'profile.model' })
    await put(field('model'), 'other')
    await click('provider-save')
    expect(field('model').getAttribute('aria-invalid')).toBe('true')
    expect(field('model').value).toBe('other')
    kept.refusal = errorShape('provider.too-many', { limit: 32 })
    await click('provider-save')
    expect(room.one('provider-form').textContent).toContain('More than 32')
  })

  it('that is half written is there again after the settings were closed', async () => {
    await open([statusFixture()])
    await click('provider-edit')
    await fill(field('model'), 'half')
    await preset('deepseek')
    await closeSettings()
    await openSettings(room, 'providers')
    expect(field('name', 'deepseek').value).toBe('DeepSeek')
    room.one('provider-edit').click()
    await settle(20)
    expect(field('model').value).toBe('half')
    await click('provider-discard')
    expect(field('model').value).toBe('gpt-4.1-mini')
    expect(room.bridge.callsOf('provider.save')).toEqual([])
  })

  it('is removed only when that was confirmed', async () => {
    await open([statusFixture()])
    await click('provider-edit')
    await click('provider-remove')
    expect(document.querySelector('.dialog')?.textContent).toContain('Its key goes too')
    expect(room.bridge.callsOf('provider.remove')).toEqual([])
    await click('provider-remove-confirm')
    await settle()
    expect(room.bridge.callsOf('provider.remove')).toEqual([{ id: 'openai' }])
    expect(room.all('provider-item')).toHaveLength(0)
  })

  it('that is tested tells the time, or the reason', async () => {
    await open([statusFixture()])
    kept.answerTests(room.bridge, { light: 'ready', error: null, tookMs: 420 })
    room.one('provider-test').focus()
    await click('provider-test')
    expect(document.activeElement).toBe(room.one('provider-test'))
    expect(room.one('provider-trial').textContent).toMatch(/Answered in .*(0\.4|420)/)
    const error = errorShape('provider.bad-key', { provider: 'OpenAI' })
    kept.answerTests(room.bridge, { light: 'failing', error, tookMs: 80 })
    await click('provider-test')
    expect(room.one('provider-trial').textContent).toContain('does not accept the key')
    await click('provider-edit')
    await fill(room.one('key-input'), 'sk-another')
    await click('key-set')
    expect(room.all('provider-trial')).toHaveLength(0)
    room.bridge.on('provider.test', () => errorShape('provider.unknown', { provider: 'OpenAI' }))
    await click('provider-test')
    expect(room.all('provider-trial')).toHaveLength(1)
  })

  it('that fails later says that, and not what its last test came to', async () => {
    await open([statusFixture()])
    kept.answerTests(room.bridge, { light: 'ready', error: null, tookMs: 420 })
    await click('provider-test')
    const reason = errorShape('provider.network', { provider: 'OpenAI' })
    kept.state.providers = [statusFixture({}, { light: 'failing', reason })]
    room.stream.tell('changed', 'providers')
    await settle()
    expect(room.all('provider-trial')).toHaveLength(0)
    expect(room.one('provider-item').textContent).toContain('could not be reached')
  })

  it('offers the models of its server, by keys alone, and Escape only closes the list', async () => {
    await open([statusFixture()])
    room.bridge.on('provider.models', () => ({ models: ['gpt-4.1', 'gpt-4.1-mini', 'o4-mini'] }))
    await click('provider-edit')
    const options = (): string[] =>
      [...document.querySelectorAll('[role="option"]')].map((each) => each.textContent.trim())
    press(field('model'), 'ArrowDown')
    await settle(20)
    expect(field('model').getAttribute('aria-expanded')).toBe('true')
    expect(options()).toEqual(['gpt-4.1', 'gpt-4.1-mini', 'o4-mini'])
    await fill(field('model'), 'mini')
    expect(options()).toEqual(['gpt-4.1-mini', 'o4-mini'])
    press(field('model'), 'Escape')
    await settle(20)
    expect(room.all('settings-view')).toHaveLength(1)
    press(field('model'), 'ArrowDown')
    await settle(20)
    press(field('model'), 'ArrowUp')
    await settle(20)
    press(field('model'), 'Enter')
    await settle(20)
    expect(field('model').value).toBe('o4-mini')
    expect(field('model').getAttribute('aria-expanded')).toBe('false')
  })
})

describe('a key', () => {
  const canary = 'sk-canary-0123456789'

  it('is sent once, and is then nowhere in the page', async () => {
    await open([statusFixture({}, { key: 'none', light: 'unset' })])
    await click('provider-edit')
    const input = room.one('key-input') as HTMLInputElement
    expect(input.type).toBe('password')
    await fill(input, canary)
    await click('key-set')
    expect(room.bridge.callsOf('provider.setKey')).toEqual([{ id: 'openai', key: canary }])
    expect(input.value).toBe('')
    expect(document.activeElement).toBe(input)
    expect(document.documentElement.outerHTML).not.toContain(canary)
    expect(JSON.stringify(getActivePinia()?.state.value)).not.toContain(canary)
    expect(room.one('key-hint').textContent).toContain('Key kept')
    await click('key-forget')
    expect(room.bridge.callsOf('provider.forgetKey')).toEqual([{ id: 'openai' }])
    expect(room.one('key-hint').textContent).toContain('No key')
  })

  it('that is half typed does not outlive its field', async () => {
    await open([statusFixture()])
    await click('provider-edit')
    await fill(room.one('key-input'), canary)
    await closeSettings()
    await openSettings(room, 'providers')
    expect((room.one('key-input') as HTMLInputElement).value).toBe('')
    expect(JSON.stringify(getActivePinia()?.state.value)).not.toContain(canary)
  })

  it('with a space in it is not sent', async () => {
    await open([statusFixture()])
    await click('provider-edit')
    await fill(room.one('key-input'), 'two words')
    await click('key-set')
    expect(room.bridge.callsOf('provider.setKey')).toEqual([])
    expect(room.one('key-hint').textContent).toContain('without spaces')
  })

  it('of the environment is shown as such and cannot be forgotten here', async () => {
    await open([statusFixture(claude, { key: 'environment' })])
    expect(room.one('provider-item').textContent).toContain('Key from the environment')
    await click('provider-edit')
    expect(room.all('key-forget')).toHaveLength(0)
  })

  it.each([
    ['system', /encrypted by the system/],
    ['none', /no key store.*this run only.*gnome-keyring or KWallet/s],
    ['plain-text', /plain text.*this run only.*gnome-keyring or KWallet/s]
  ] as const)('where the key store is “%s”, that is said plainly', async (state, words) => {
    await open([], state)
    expect(room.one('key-store').textContent).toMatch(words)
  })
})

describe('files of providers', () => {
  it('say where they went and how many came; a dismissed dialog says nothing', async () => {
    await open()
    await click('providers-export')
    expect(room.one('providers-file').textContent.trim()).toBe('')
    room.bridge.on('provider.export', () => ({ file: 'models.json' }))
    await click('providers-export')
    expect(room.one('providers-file').textContent).toContain('Written to models.json')
    const providers = { ...kept.state, providers: [statusFixture(), statusFixture(claude)] }
    room.bridge.on('provider.import', () => ({ file: 'models.json', added: 2, providers }))
    await click('providers-import')
    expect(room.one('providers-file').textContent).toContain('2 providers were imported')
    expect(room.all('provider-item')).toHaveLength(2)
  })
})
