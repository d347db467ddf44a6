import { afterEach, describe, expect, it, vi } from 'vitest'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { errorShape } from '../support/fake-bridge'
import { fixtureTexts } from '../support/fixture-texts'
import { sessionEvents } from '../support/session-events'

let mounted: MountedRoom | null = null
afterEach(() => {
  unmountRoom(mounted)
  mounted = null
})

const panelOf = (room: MountedRoom, role: string): HTMLElement => {
  const found = room.all('role-panel').find((panel) => panel.dataset['role'] === role)
  if (found === undefined) throw new Error(`no panel of ${role}`)
  return found
}
const within = (panel: HTMLElement, testId: string): HTMLElement | null =>
  panel.querySelector<HTMLElement>(`[data-testid="${testId}"]`)

const endings = { scout: 'timeout', quant: 'error', historian: 'cancelled' } as const

const opened = async (
  script: Parameters<typeof sessionEvents>[0],
  share = 1
): Promise<MountedRoom> => {
  mounted = await mountRoom()
  await mounted.start()
  const events = sessionEvents(script)
  await mounted.push(events.slice(0, Math.floor(events.length * share)))
  return mounted
}

describe('a role panel', () => {
  it('tells in words how its role ended, naming it by its label', async () => {
    const room = await opened({ endings })
    expect(panelOf(room, 'scout').textContent).toContain('Scout did not answer within 15 s.')
    expect(panelOf(room, 'quant').textContent).toContain('Quant Lead failed: no such window')
    expect(panelOf(room, 'historian').textContent).toContain('Historian was stopped.')
    expect(panelOf(room, 'intel').textContent).toContain('Intel Officer abstained.')
  })

  it('keeps what a role wrote before it was stopped', async () => {
    const room = await opened({ endings })
    const written = within(panelOf(room, 'historian'), 'role-text')?.textContent ?? ''
    expect(written.startsWith('This state. RSI between')).toBe(true)
  })

  it('shows times, stance and confidence once they are known', async () => {
    const room = await opened({})
    const text = panelOf(room, 'quant').textContent
    for (const words of ['first 0.04s', 'total', '52.0%', 'Sell', 'Desk'])
      expect(text).toContain(words)
  })

  it('can be stopped only while its role writes, and stops that role alone', async () => {
    const room = await opened({}, 0.15)
    const writing = room.all('role-panel').filter((panel) => panel.dataset['status'] === 'running')
    expect(writing.length).toBeGreaterThan(0)
    expect(within(panelOf(room, 'bull'), 'role-stop')).toBeNull()
    const button = writing[0] === undefined ? null : within(writing[0], 'role-stop')
    button?.click()
    await settle()
    expect(room.bridge.callsOf('session.cancelRole')).toEqual([
      { session: 'session-1', role: writing[0]?.dataset['role'] }
    ])
    expect(button?.hasAttribute('disabled')).toBe(true)
  })

  it('offers its stop again when the stop was refused, and says why', async () => {
    const room = await opened({}, 0.15)
    room.bridge.on('session.cancelRole', () => errorShape('role.not-running'))
    room.one('role-stop').click()
    await settle()
    expect(room.one('error-banner').dataset['code']).toBe('role.not-running')
    expect(room.one('role-stop').hasAttribute('disabled')).toBe(false)
  })

  it('copies the text as it was written, citations and markdown included', async () => {
    const writeText = vi.fn(() => Promise.resolve())
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    const room = await opened({})
    const copy = panelOf(room, 'quant').querySelector<HTMLElement>('[aria-label^="Copy"]')
    copy?.click()
    await settle()
    expect(writeText).toHaveBeenCalledWith(fixtureTexts('en')['quant'])
  })

  it('every figure it shows stands at its offset in the role’s own text', async () => {
    const room = await opened({})
    const texts = fixtureTexts('en')
    for (const panel of room.all('role-panel')) {
      const text = texts[panel.dataset['role'] ?? ''] ?? ''
      const spans = [...panel.querySelectorAll<HTMLElement>('[data-offset]')]
      for (const span of spans) {
        const offset = Number(span.dataset['offset'])
        expect(text.slice(offset, offset + span.textContent.length)).toBe(span.textContent)
      }
      const cited = [...text.matchAll(/\[F\d+\]/g)].length
      expect(panel.querySelectorAll('[data-testid="fact-link"]')).toHaveLength(cited)
    }
  })
})
