import { afterEach, describe, expect, it } from 'vitest'
import type { FakeBridge } from '../support/fake-bridge'
import {
  mountRoom,
  press,
  settle,
  type,
  unmountRoom,
  type MountedRoom
} from '../support/mount-room'
import { sessionEvents } from '../support/session-events'

let mounted: MountedRoom | null = null
afterEach(() => {
  unmountRoom(mounted)
  mounted = null
})
const open = async (bridge?: FakeBridge): Promise<MountedRoom> => {
  mounted = await mountRoom(bridge)
  return mounted
}
const running = async (): Promise<MountedRoom> => {
  const room = await open()
  await room.start()
  await room.push(sessionEvents().slice(0, 60))
  return room
}

describe('the keyboard', () => {
  it('Ctrl+Enter reads the typed subject and starts, from any field', async () => {
    const { one, bridge } = await open()
    type(one('subject-input'), 'sp500')
    press(one('prompt-input'), 'Enter', { ctrlKey: true })
    await settle()
    expect(bridge.callsOf('evidence.import')).toEqual([
      { kind: 'prices', origin: { from: 'bundled', id: 'SP500' } }
    ])
    expect(bridge.callsOf('session.start')).toHaveLength(1)
  })

  it('Ctrl+Enter without a subject goes to the subject instead', async () => {
    const { one, bridge } = await open()
    press(window, 'Enter', { ctrlKey: true })
    await settle()
    expect(document.activeElement).toBe(one('subject-input'))
    expect(bridge.callsOf('session.start')).toHaveLength(0)
  })

  it('Escape and Ctrl+. stop the session, once', async () => {
    const { bridge, one } = await running()
    press(window, 'Escape')
    press(window, '.', { ctrlKey: true })
    await settle()
    expect(bridge.callsOf('session.cancel')).toEqual([{ session: 'session-1' }])
    expect(one('session-status').dataset['status']).toBe('cancelling')
  })

  it('Escape that closes a dialog does not stop the session', async () => {
    const { bridge, all } = await running()
    press(document.body, 'F1')
    await settle()
    expect(all('shortcuts')).toHaveLength(1)
    press(document.activeElement ?? document.body, 'Escape')
    await settle()
    expect(all('shortcuts')).toHaveLength(0)
    expect(bridge.callsOf('session.cancel')).toHaveLength(0)
  })

  it('keys of an input method are left to it', async () => {
    const { bridge, one } = await running()
    press(one('prompt-input'), 'Escape', { isComposing: true })
    await settle()
    expect(bridge.callsOf('session.cancel')).toHaveLength(0)
  })

  it('a question mark shows the shortcuts, except where it is typed', async () => {
    const { all, one } = await open()
    press(one('prompt-input'), '?')
    await settle()
    expect(all('shortcuts')).toHaveLength(0)
    press(one('start-button'), '?')
    await settle()
    expect(all('shortcuts')).toHaveLength(1)
  })

  it('F6 goes round the regions, and back with Shift', async () => {
    const { room } = await open()
    const regions = [...room.element.querySelectorAll('[data-region]')]
    const here = (): number =>
      regions.findIndex((region) => region.contains(document.activeElement))
    const visited: number[] = []
    for (let turn = 0; turn < regions.length; turn += 1) {
      press(window, 'F6')
      visited.push(here())
    }
    // The last region, the summary, has nothing to go to yet; then it begins again.
    expect(visited).toEqual([0, 1, 2, 3, 4, 5, 0])
    press(window, 'F6', { shiftKey: true })
    expect(here()).toBe(5)
  })

  it('the menu starts, stops, opens files and goes to the subject', async () => {
    const { bridge, one } = await open()
    bridge.menu('focus-subject')
    expect(document.activeElement).toBe(one('subject-input'))
    bridge.menu('open-prices')
    bridge.menu('open-notes')
    await settle()
    expect(bridge.callsOf('evidence.choose')).toEqual([{ kind: 'prices' }, { kind: 'notes' }])
    type(one('subject-input'), 'SP500')
    bridge.menu('start')
    await settle()
    expect(bridge.callsOf('session.start')).toHaveLength(1)
    bridge.menu('stop')
    await settle()
    expect(bridge.callsOf('session.cancel')).toHaveLength(1)
  })
})
