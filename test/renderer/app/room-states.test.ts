import { afterEach, describe, expect, it } from 'vitest'
import { FakeBridge } from '../support/fake-bridge'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { endedEarly, fixtureSession, sessionEvents } from '../support/session-events'

let mounted: MountedRoom | null = null
afterEach(() => {
  unmountRoom(mounted)
  mounted = null
})

const open = async (bridge?: FakeBridge): Promise<MountedRoom> => {
  mounted = await mountRoom(bridge)
  return mounted
}
const statuses = (cards: HTMLElement[]): (string | undefined)[] =>
  cards.map((card) => card.dataset['status'])

describe('the window in each of its states', () => {
  it('empty: the plan stands there, Start and Stop wait, and there is no summary', async () => {
    const { one, all } = await open()
    expect(all('stage-card').map((card) => card.dataset['stage'])).toEqual([
      ...['intake', 'reconnaissance', 'challenge', 'decision', 'execution']
    ])
    expect(new Set(statuses(all('stage-card')))).toEqual(new Set(['pending']))
    expect(all('role-panel')).toHaveLength(0)
    expect(all('summary-card')).toHaveLength(0)
    expect(all('error-banner')).toHaveLength(0)
    expect(one('session-status').dataset['status']).toBe('idle')
    expect(one('stop-button').hasAttribute('disabled')).toBe(true)
    expect(one('start-button').hasAttribute('disabled')).toBe(true)
  })

  it('running: nine panels fill while stages move on, and Stop is the way out', async () => {
    const { one, all, start, push } = await open()
    await start()
    const events = sessionEvents()
    await push(events.slice(0, Math.floor(events.length * 0.45)))
    expect(one('session-status').dataset['status']).toBe('running')
    expect(all('role-panel')).toHaveLength(9)
    expect(statuses(all('stage-card')).slice(0, 2)).toEqual(['completed', 'completed'])
    expect(one('stop-button').hasAttribute('disabled')).toBe(false)
    expect(one('start-button').hasAttribute('disabled')).toBe(true)
    expect(all('summary-card')).toHaveLength(0)
  })

  it('stage data is merged as it comes, and keys nobody knows are shown in words', async () => {
    const { all, start, push } = await open()
    await start()
    const events = sessionEvents()
    await push(events.slice(0, 5))
    const last = events[4]
    if (last === undefined) throw new Error('no events')
    const data = { stage: 'intake', lane: 'facts', progress: null, message: '' }
    const odd = { ...data, data: { staleBars: 3, bars: 2_187 } }
    await push([{ ...last, seq: 6, type: 'stage.updated', data: odd }])
    const card = all('stage-card')[0]?.textContent ?? ''
    for (const words of ['sp500.csv', '2,187', '2000-01-03', 'stale bars']) {
      expect(card).toContain(words)
    }
  })

  it('cancelled: says so, keeps what was written, and offers Start again', async () => {
    const { one, all, start, push } = await open()
    await start()
    await push(endedEarly(sessionEvents(), 0.3, 'session.cancelled'))
    expect(one('session-status').dataset['status']).toBe('cancelled')
    expect(statuses(all('stage-card'))).toContain('cancelled')
    expect(statuses(all('role-panel'))).toContain('cancelled')
    expect(statuses(all('role-panel'))).toContain('skipped')
    expect(one('role-text').textContent).not.toBe('')
    expect(one('start-button').hasAttribute('disabled')).toBe(false)
    expect(one('stop-button').hasAttribute('disabled')).toBe(true)
  })

  it('failed: the reason stands in the banner in the catalogue’s words', async () => {
    const { one, start, push } = await open()
    await start()
    await push(sessionEvents().slice(0, 4))
    await push(endedEarly(sessionEvents(), 0.3, 'session.failed'))
    expect(one('session-status').dataset['status']).toBe('failed')
    expect(one('error-banner').dataset['code']).toBe('job.failed')
    expect(one('error-banner').textContent).toContain('A step of the session failed.')
  })

  it('finished: one summary card with its four sections, lines, dissent and what is missing', async () => {
    const { one, all, start, push } = await open()
    await start()
    await push(sessionEvents())
    expect(one('session-status').dataset['status']).toBe('completed')
    expect(all('summary-card')).toHaveLength(1)
    const sections = [...one('summary-card').querySelectorAll<HTMLElement>('[data-section]')]
    expect(sections.map((section) => section.dataset['section'])).toEqual([
      ...['overview', 'technical', 'risk', 'stance']
    ])
    const text = one('summary-card').textContent
    for (const words of ['Sell', '52.0%', '0.4 points', 'Quant Lead', '46.0%', '63', '1,265.40']) {
      expect(text).toContain(words)
    }
    expect(text).toContain('Intel Officer abstained')
    expect(statuses(all('role-panel')).filter((status) => status === 'ok')).toHaveLength(8)
  })

  it('a new session takes the place of the one that ended, and lets go of its stream', async () => {
    const { one, all, start, push, stream, bridge } = await open()
    await start()
    await push(sessionEvents())
    bridge.on('session.start', () => ({ session: 'session-2' }))
    one('start-button').click()
    await settle()
    expect(all('summary-card')).toHaveLength(0)
    expect(one('session-status').dataset['status']).toBe('queued')
    expect(stream.readerCount(fixtureSession)).toBe(0)
    expect(stream.readerCount('session-2')).toBe(1)
  })

  it('after a reload the session goes on: same text, and the panel knows its subject', async () => {
    const bridge = new FakeBridge()
    bridge.on('session.current', () => ({ session: fixtureSession, holds: true }))
    const { all, one, push } = await open(bridge)
    const events = sessionEvents()
    await push(events.slice(0, Math.floor(events.length / 2)))
    await push(events)
    const whole = all('role-text').map((text) => text.textContent)
    expect(whole.filter((text) => text !== '')).toHaveLength(8)
    expect((one('subject-input') as HTMLInputElement).value).toBe('sp500.csv')
    expect((one('as-of-input') as HTMLInputElement).value).toBe('2008-09-14')
    expect(one('start-button').hasAttribute('disabled')).toBe(false)
  })

  it('a window that was opened on a file reads it at once', async () => {
    window.history.replaceState(null, '', '?subject=%2Fdata%2Fprices.csv')
    const { bridge, one } = await open()
    window.history.replaceState(null, '', '/')
    expect(bridge.callsOf('evidence.import')).toEqual([
      { kind: 'prices', origin: { from: 'path', path: '/data/prices.csv' } }
    ])
    expect(one('start-button').hasAttribute('disabled')).toBe(false)
  })

  it('a window that a link opened shows the symbol, and asks nobody for it yet', async () => {
    window.history.replaceState(null, '', '?link=2330')
    const { bridge, one, all } = await open()
    window.history.replaceState(null, '', '/')
    expect((one('subject-input') as HTMLInputElement).value).toBe('2330')
    expect(document.activeElement).toBe(one('subject-input'))
    for (const route of ['symbol.import', 'symbol.search', 'evidence.import'] as const) {
      expect(bridge.callsOf(route)).toEqual([])
    }
    expect(bridge.callsOf('session.start')).toEqual([])
    expect(all('error-banner')).toHaveLength(0)
  })

  it('a window that a bad link opened is empty and says why', async () => {
    window.history.replaceState(null, '', '?problem=launch.bad-link')
    const { one } = await open()
    window.history.replaceState(null, '', '/')
    expect((one('subject-input') as HTMLInputElement).value).toBe('')
    expect(one('error-banner').textContent).toContain('war-room://open?subject=2330')
  })

  it('the session keeps its language while the window’s own changes', async () => {
    const { all, one, room, start, push } = await open()
    await start()
    await push(sessionEvents())
    const radios = [...room.element.querySelectorAll('input[value="zh-TW"]')] as HTMLElement[]
    radios[0]?.click()
    await settle()
    expect(document.documentElement.lang).toBe('zh-TW')
    expect(one('start-button').textContent).toContain('開始')
    expect(all('role-text')[0]?.lang).toBe('en')
    expect(all('role-text')[0]?.textContent).toContain('Last session.')
  })
})
