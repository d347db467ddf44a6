import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeskComparison } from '../../../preload/contract/comparison'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { useErrorsStore } from '../../../renderer/src/features/errors/stores/errors-store'
import { useFactsStore } from '../../../renderer/src/features/facts/stores/facts-store'
import RoleGrid from '../../../renderer/src/features/roles/components/RoleGrid.vue'
import { errorShape } from '../support/fake-bridge'
import { mountPart, type MountedPart } from '../support/mount-part'
import {
  answered,
  asked,
  beginning,
  beginningOf,
  continued,
  ended,
  network,
  typed
} from '../support/model-session'
import { fixtureSession } from '../support/session-events'
import { panel, within } from '../support/role-panels'
import { settle } from '../support/settle'

let room: MountedPart
let told: AnyEnvelope[]
beforeEach(async () => {
  room = await mountPart(RoleGrid)
  told = beginning()
  await room.push(told)
})
afterEach(() => room.unmount())

const tell = async (...events: Parameters<typeof continued>[1]): Promise<void> => {
  const next = continued(told, events)
  told = [...told, ...next]
  await room.push(next)
}
const click = async (element: HTMLElement | null | undefined): Promise<void> => {
  element?.click()
  await settle()
}
const failed = [
  asked('bull'),
  typed('bull', 'The trend is'),
  answered('bull', { status: 'error', reason: network })
]

describe('trying a role again', () => {
  it('is offered for a role that failed, timed out or was stopped, and for no other', async () => {
    const offered: Record<string, boolean> = {}
    await tell(asked('bull'))
    offered['running'] = within('role-retry') !== null
    for (const [index, status] of (['error', 'timeout', 'cancelled', 'ok'] as const).entries()) {
      await tell(asked('bull', { attempt: index + 2 }), answered('bull', { status }))
      offered[status] = within('role-retry') !== null
    }
    const expected = { running: false, error: true, timeout: true, cancelled: true, ok: false }
    expect(offered).toEqual(expected)
  })

  it('stays in the session while it lives, and is asked once for each attempt', async () => {
    await tell(...failed)
    const button = within('role-retry')
    expect(button?.getAttribute('aria-label')).toBe('Try Bull again')
    await click(button)
    await click(button)
    const call = { session: fixtureSession, role: 'bull' }
    expect(room.bridge.callsOf('session.retryRole')).toEqual([call])
    expect(button?.hasAttribute('disabled')).toBe(true)
    await tell(
      asked('bull', { attempt: 2 }),
      answered('bull', { attempt: 2, status: 'timeout', reason: null })
    )
    await click(within('role-retry'))
    expect(room.bridge.callsOf('session.retryRole')).toHaveLength(2)
    expect(room.session.state?.session).toBe(fixtureSession)
  })

  it('can be stopped again, and the focus goes from the pressed button to what comes in its place', async () => {
    await tell(asked('bull'))
    within('role-stop')?.focus()
    await click(within('role-stop'))
    expect(within('role-stop')?.hasAttribute('disabled')).toBe(true)
    await tell(answered('bull', { status: 'cancelled', reason: null }))
    expect(document.activeElement).toBe(within('role-retry'))
    await click(within('role-retry'))
    await tell(asked('bull', { attempt: 2 }))
    expect(within('role-stop')?.hasAttribute('disabled')).toBe(false)
    expect(document.activeElement).toBe(within('role-stop'))
  })

  it('says why it was refused, and can be asked again', async () => {
    room.bridge.on('session.retryRole', () => errorShape('role.nothing-to-retry'))
    await tell(...failed)
    await click(within('role-retry'))
    expect(useErrorsStore().current?.code).toBe('role.nothing-to-retry')
    expect(within('role-retry')?.hasAttribute('disabled')).toBe(false)
  })

  it('is not offered in a session that another window holds', async () => {
    await room.session.open('session-2')
    await room.push(continued([], [...beginningOf('session-2', {}), ...failed], 'session-2'))
    expect(panel().dataset['status']).toBe('error')
    expect(within('role-retry')).toBeNull()
  })

  it('after the end follows the new session, which says what it kept and leads to the old one', async () => {
    room.bridge.on('session.retryRole', () => ({ session: 'session-2' }))
    await tell(...failed, ended)
    expect(within('role-retry')?.getAttribute('aria-label')).toContain('in a new session')
    await click(within('role-retry'))
    expect(room.session.state?.session).toBe('session-2')
    expect(room.session.holds).toBe(true)
    const start = beginningOf('session-2', { parent: fixtureSession, reused: ['scout'] })
    const kept = asked('scout', { reused: true })
    await room.push(continued([], [...start, kept, answered('scout')], 'session-2'))
    const note = document.querySelector('[data-testid="parent-note"]')
    expect(note?.textContent).toContain('Retry of an earlier session: 1 answer is from there.')
    expect(within('role-reused', 'scout')?.textContent).toContain('from the earlier session')
    expect(within('role-reused')).toBeNull()
    await click(note?.querySelector<HTMLElement>('[data-testid="open-parent"]'))
    expect(room.session.state?.session).toBe(fixtureSession)
  })
})

const desk: DeskComparison = {
  ...{ role: 'bull', status: 'ok', text: 'The desk reads RSI 46.5 [F7].', stance: 'hold' },
  ...{ p: 0.52, claims: [], reason: null }
}
const models = [
  asked('bull'),
  typed('bull', 'Up from here [F1].'),
  answered('bull'),
  asked('risk'),
  asked('scout', { analyst: 'desk', provider: null, model: null })
]
const beside = (role = 'bull'): string | null => within('desk-answer', role)?.textContent ?? null
const allSwitch = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('.grid-head [role="switch"]')

describe('the desk beside a model', () => {
  it('shows stance and p of each, and citations that lead to their facts', async () => {
    room.bridge.on('session.compare', () => desk)
    await tell(...models)
    expect(within('role-compare', 'scout')).toBeNull()
    await click(within('role-compare'))
    expect(room.bridge.callsOf('session.compare')).toEqual([
      { session: fixtureSession, role: 'bull' }
    ])
    for (const words of ['Desk', 'Hold', 'p 52.0%', 'The desk reads']) {
      expect(beside()).toContain(words)
    }
    for (const words of ['claude-opus', 'p 61.0%', 'Up from here']) {
      expect(panel().textContent).toContain(words)
    }
    await click(within('desk-answer')?.querySelector<HTMLElement>('[data-fact="F7"]'))
    expect(useFactsStore().openId).toBe('F7')
  })

  it('goes and comes by its switch without being asked for again', async () => {
    room.bridge.on('session.compare', () => desk)
    await tell(...models)
    const button = within('role-compare')
    await click(button)
    expect(button?.getAttribute('aria-pressed')).toBe('true')
    await click(button)
    expect(beside()).toBeNull()
    await click(button)
    expect(beside()).toContain('The desk reads')
    expect(room.bridge.callsOf('session.compare')).toHaveLength(1)
  })

  it('comes for all by one switch, also for roles that begin later, and goes for one alone', async () => {
    room.bridge.on('session.compare', ({ role }) => ({ ...desk, role, text: `Desk on ${role}.` }))
    await tell(...models)
    await click(allSwitch())
    expect([beside(), beside('risk'), beside('scout')]).toEqual([
      expect.stringContaining('Desk on bull.'),
      expect.stringContaining('Desk on risk.'),
      null
    ])
    await tell(asked('bear'))
    expect(beside('bear')).toContain('Desk on bear.')
    await click(within('role-compare', 'risk'))
    expect([beside('risk'), beside('bear') === null]).toEqual([null, false])
    await click(allSwitch())
    expect(document.querySelector('[data-testid="desk-answer"]')).toBeNull()
  })

  it('is remembered for the session while another one is shown', async () => {
    room.bridge.on('session.compare', () => desk)
    await tell(...models, ended)
    await click(within('role-compare'))
    await room.session.open('session-2')
    await room.push(continued([], [...beginningOf('session-2', {}), ...models], 'session-2'))
    expect(beside()).toBeNull()
    await room.session.open(fixtureSession)
    await settle()
    expect(beside()).toContain('The desk reads')
  })

  it('says that it is on its way, why it did not come, and comes when asked again', async () => {
    room.bridge.on('session.compare', () => new Promise(() => undefined))
    await tell(...models)
    await click(within('role-compare', 'risk'))
    expect(beside('risk')).toContain('The desk is working')
    room.bridge.on('session.compare', () => errorShape('evidence.not-found', { file: 'sp500.csv' }))
    await click(within('role-compare'))
    expect(within('compare-failed')?.textContent).toContain('sp500.csv was not found.')
    room.bridge.on('session.compare', () => desk)
    await click(within('compare-failed')?.querySelector('button'))
    expect(beside()).toContain('The desk reads')
  })

  it('says why the desk abstains where it has no text', async () => {
    const reason = errorShape('role.abstained', { role: 'bull' })
    const nothing = { text: '', stance: null, p: null, reason }
    room.bridge.on('session.compare', () => ({ ...desk, status: 'abstained', ...nothing }))
    await tell(...models)
    await click(within('role-compare'))
    expect(beside()).toContain('Bull abstained.')
  })

  it('is asked for anew when the model is tried again', async () => {
    room.bridge.on('session.compare', () => desk)
    await tell(...models)
    await click(within('role-compare'))
    await tell(asked('bull', { attempt: 2 }))
    expect(room.bridge.callsOf('session.compare')).toHaveLength(2)
  })

  it('has no switches in a room of the desk alone', async () => {
    await tell(asked('scout', { analyst: 'desk', provider: null, model: null }))
    expect(document.querySelector('.grid-head')).toBeNull()
  })
})
