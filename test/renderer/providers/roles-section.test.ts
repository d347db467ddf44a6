import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeBridge } from '../support/fake-bridge'
import { claude, FakeProviders, statusFixture } from '../support/fake-providers'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { openSettings, put } from '../support/settings-page'

let room: MountedRoom
let kept: FakeProviders
beforeEach(async () => {
  const bridge = new FakeBridge()
  kept = new FakeProviders(bridge, [statusFixture(), statusFixture(claude)])
  room = await mountRoom(bridge)
  await openSettings(room, 'roles')
})
afterEach(() => unmountRoom(room))

const row = (role: string): HTMLElement => {
  const found = room.one('role-table').querySelector<HTMLElement>(`[data-role="${role}"]`)
  if (found === null) throw new Error(`no row for ${role}`)
  return found
}
const asked = (role: string): string[] =>
  [...row(role).querySelectorAll('[data-testid="analyst"]')].map((chip) => chip.textContent.trim())
const press = async (label: string): Promise<void> => {
  document.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.click()
  await settle(20)
}
const field = (id: string): HTMLElement | null => document.getElementById(id)

describe('who answers for a role', () => {
  it('has a row for each role, in the playbook’s order, the desk where nothing is said', () => {
    const roles = [...room.one('role-table').querySelectorAll<HTMLElement>('[data-role]')]
    expect(roles.map((each) => each.dataset['role'])).toEqual([
      ...['scout', 'intel', 'quant', 'historian', 'bull', 'bear', 'risk', 'strategist'],
      'execution'
    ])
    expect(asked('bull')).toEqual(['Desk'])
  })

  it('is added before the desk, moved and removed by buttons that keep the focus in the row', async () => {
    await put(room.one('analyst-add-bull'), 'openai')
    await put(room.one('analyst-add-bull'), 'claude')
    expect(kept.roles).toEqual({ bull: ['openai', 'claude', 'desk'] })
    expect(room.all('analyst-add-bull')).toHaveLength(0)
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Bull: ask Claude earlier')
    await press('Bull: ask Claude earlier')
    expect(kept.roles).toEqual({ bull: ['claude', 'openai', 'desk'] })
    expect(asked('bull')).toEqual(['Claude', 'OpenAI', 'Desk'])
    // A third press of the key would do nothing here, rather than remove the first choice.
    expect(document.activeElement?.textContent).toBe('Claude')
    await press('Bull: do not ask Desk')
    expect(kept.roles).toEqual({ bull: ['claude', 'openai'] })
    await press('Bull: do not ask Claude')
    await press('Bull: do not ask OpenAI')
    expect(kept.roles).toEqual({})
    expect(asked('bull')).toEqual(['Desk'])
    expect(row('bull').contains(document.activeElement)).toBe(true)
  })

  it('is set for all roles by a preset, which tells the vendors that are missing', async () => {
    await put(room.one('analyst-add-bear'), 'claude')
    const before = { ...kept.roles }
    room.bridge.on('provider.preset', ({ preset }) => {
      kept.state.roles = preset.kind === 'one' ? { bull: [preset.provider, 'desk'] } : {}
      const missing = preset.kind === 'founders' ? ['Perplexity', 'Google Gemini'] : []
      return { ...structuredClone(kept.state), missing }
    })
    await put(room.one('preset-model'), 'claude')
    room.one('preset-one').click()
    await settle()
    expect(asked('bull')).toEqual(['Claude', 'Desk'])
    room.one('preset-founders').click()
    await settle()
    expect(room.one('preset-missing').textContent).toContain('Perplexity, Google Gemini')
    expect(room.bridge.callsOf('provider.preset')).toEqual([
      { preset: { kind: 'one', provider: 'claude' } },
      { preset: { kind: 'founders' } }
    ])
    const undo = [...document.querySelectorAll<HTMLElement>('[data-button]')]
    undo.at(-1)?.click()
    await settle()
    expect(kept.roles).toEqual(before)
  })
})

describe('limits and budgets', () => {
  it('are in seconds by role; an empty field is the usual limit, which it shows', async () => {
    expect(field('in-all-bull')?.getAttribute('placeholder')).toBe('15')
    await put(room.one('analyst-add-bull'), 'openai')
    expect(field('in-all-bull')?.getAttribute('placeholder')).toBe('90')
    await put(field('in-all-bull'), '45')
    await put(field('first-text-bull'), '0.001')
    await put(field('in-all-scout'), '9')
    expect(room.bridge.settings.roleLimitsMs).toEqual({ bull: 45_000, scout: 9_000 })
    expect(room.bridge.settings.firstTextLimitsMs).toEqual({ bull: 100 })
    await put(field('in-all-bull'), '')
    expect(room.bridge.settings.roleLimitsMs).toEqual({ scout: 9_000 })
  })

  it('of money, tokens and time hold for a session and for each role; empty is none', async () => {
    await put(field('sessionBudget-costUsd'), '0.25')
    await put(field('sessionBudget-tokens'), '100,000')
    await put(field('roleBudget-seconds'), '60')
    expect(room.bridge.settings.sessionBudget).toEqual({
      ...{ tokens: 100_000, costUsd: 0.25, seconds: null }
    })
    expect(room.bridge.settings.roleBudget.seconds).toBe(60)
    await put(field('sessionBudget-costUsd'), '')
    expect(room.bridge.settings.sessionBudget.costUsd).toBeNull()
  })

  it('of money name the asked models that have no price, which they cannot hold', async () => {
    await put(room.one('analyst-add-bull'), 'claude')
    await put(field('sessionBudget-costUsd'), '0.25')
    expect(room.all('budget-uncounted')).toHaveLength(0)
    kept.state.providers = [
      statusFixture({ inputPrice: null }),
      statusFixture({ ...claude, outputPrice: null })
    ]
    await put(room.one('analyst-add-bear'), 'claude')
    expect(room.one('budget-uncounted').textContent).toContain('does not hold Claude:')
    await put(field('sessionBudget-costUsd'), '')
    expect(room.all('budget-uncounted')).toHaveLength(0)
  })
})
