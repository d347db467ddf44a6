import { afterEach, describe, expect, it, vi } from 'vitest'
import { toast } from 'vue-sonner'
import type { Notice } from '../../../preload/contract/notices'
import { setLanguage } from '../../../renderer/src/app/use-text'
import { errorShape, FakeBridge } from '../support/fake-bridge'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { sessionEvents } from '../support/session-events'

let room: MountedRoom | null = null
afterEach(async () => {
  toast.dismiss()
  if (room !== null) await settle(1_000)
  unmountRoom(room)
  room = null
  setLanguage('en')
})
const mount = async (bridge = new FakeBridge()): Promise<MountedRoom> => {
  toast.dismiss()
  room = await mountRoom(bridge)
  return room
}
const shown = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[data-sonner-toast]')
]
const aside: Notice = {
  ...{ id: 'a', level: 'warning' },
  error: errorShape('storage.moved-aside', { file: '/data/old.sqlite', kept: 3 })
}

describe('notices of the program', () => {
  it('are told in the reader’s words, once however often they come', async () => {
    const { stream } = await mount()
    stream.tell('notice', aside)
    stream.tell('notice', aside)
    await settle()
    stream.tell('notice', aside)
    await settle()
    expect(shown()).toHaveLength(1)
    expect(shown()[0]?.textContent).toContain(
      'It was moved to /data/old.sqlite. Sessions saved from it: 3.'
    )
  })

  it('that warn or tell of an error stay until they are dismissed', async () => {
    const { stream } = await mount()
    stream.tell('notice', aside)
    stream.tell('notice', { id: 'b', level: 'error', error: errorShape('storage.full') })
    stream.tell('notice', { id: 'c', level: 'info', error: errorShape('session.ended') })
    await settle()
    expect(shown().map((each) => each.dataset['type'])).toEqual(['info', 'error', 'warning'])
    await settle(60_000)
    expect(shown().map((each) => each.dataset['type'])).toEqual(['error', 'warning'])
    const close = shown()[0]?.querySelector<HTMLElement>('[data-close-button]')
    expect(close?.getAttribute('aria-label')).toBe('Dismiss')
    close?.click()
    await settle(1_000)
    expect(shown()).toHaveLength(1)
  })

  it('that come before the settings are read are told in the reader’s language', async () => {
    const bridge = new FakeBridge()
    bridge.settings = { ...bridge.settings, language: 'zh-TW' }
    let answer = (): void => undefined
    bridge.on('settings.get', async () => {
      await new Promise<void>((resolve) => (answer = resolve))
      return bridge.settings
    })
    const { stream } = await mount(bridge)
    stream.tell('notice', aside)
    await settle()
    expect(shown()).toHaveLength(0)
    answer()
    await settle()
    expect(shown()[0]?.textContent).toContain('已損毀')
  })
})

describe('windows in step', () => {
  it('settings that another window changed are read again', async () => {
    const { stream, bridge } = await mount()
    bridge.settings = { ...bridge.settings, theme: 'ultra-dark' }
    stream.tell('changed', 'sessions')
    await settle()
    expect(document.documentElement.dataset['theme']).toBe('dark')
    stream.tell('changed', 'settings')
    await settle()
    expect(document.documentElement.dataset['theme']).toBe('ultra-dark')
  })

  it('an answer that is older than this window’s own change does not undo it', async () => {
    const { stream, bridge } = await mount()
    const before = bridge.settings
    let answer = (): void => undefined
    bridge.on('settings.get', async () => {
      await new Promise<void>((resolve) => (answer = resolve))
      return before
    })
    stream.tell('changed', 'settings')
    await settle()
    document.querySelector<HTMLElement>('[aria-label="Theme: Dark"]')?.click()
    await settle()
    answer()
    await settle()
    expect(document.documentElement.dataset['theme']).toBe('ultra-dark')
  })
})

describe('what the stream survived', () => {
  it('is a warning of the console, for the log', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { stream } = await mount()
    stream.tell('problem', 'a frame was skipped: json')
    expect(warn).toHaveBeenCalledWith('a frame was skipped: json')
    warn.mockRestore()
  })
})

describe('a session that can be kept no more', () => {
  it.each([
    ['storage.full', 'Free some space'],
    ['storage.io', 'Check the disk'],
    ['storage.read-only', 'Make it writable']
  ] as const)(
    '%s: says what happened, that it is not kept, and what to do',
    async (code, advice) => {
      const { start, push, one } = await mount()
      await start()
      const events = sessionEvents().slice(0, 60)
      await push(events)
      const last = events.at(-1)
      if (last === undefined) throw new Error('no events')
      const data = { error: errorShape(code, { folder: '/data', detail: 'EIO' }) }
      await push([{ ...last, seq: last.seq + 1, type: 'session.failed', data }])
      const banner = one('error-banner').textContent
      expect(banner).toContain(advice)
      expect(banner).toContain('Nothing more of this session is kept')
      expect(shown()[0]?.textContent).toContain('Session failed')
      expect(one('session-status').dataset['status']).toBe('failed')
    }
  )

  it('another failure says nothing of keeping', async () => {
    const { start, push, one } = await mount()
    await start()
    const events = sessionEvents().slice(0, 30)
    await push(events)
    const last = events.at(-1)
    if (last === undefined) throw new Error('no events')
    const data = { error: errorShape('job.failed') }
    await push([{ ...last, seq: last.seq + 1, type: 'session.failed', data }])
    expect(one('error-banner').textContent).not.toContain('kept')
  })
})
