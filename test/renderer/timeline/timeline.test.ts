import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventKinds } from '../../../preload/contract/event-kinds'
import type { EventType } from '../../../preload/contract/events'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import type { TimelineEntry } from '../../../preload/contract/session-state'
import { setLanguage, useText } from '../../../renderer/src/app/use-text'
import {
  isShown,
  timelineTone,
  timelineWords
} from '../../../renderer/src/features/timeline/composables/timeline-words'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { fixtureSession, sessionEvents } from '../support/session-events'

const labels = reduceEvents(fixtureSession, sessionEvents().slice(0, 1))
const entry = (type: EventType, more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  ...{ seq: 1, atMs: 0, wallTime: 0, type, stage: 'challenge', role: 'bull', status: null },
  ...{ level: null, message: null, ...more }
})

describe('the words of the timeline', () => {
  it('every kind of event has words in every language', () => {
    const { t } = useText()
    for (const language of ['en', 'zh-TW', 'zh-CN'] as const) {
      setLanguage(language)
      for (const type of Object.keys(eventKinds) as EventType[]) {
        const words = timelineWords(entry(type, { message: 'm', status: 'ok' }), labels, t)
        expect(words, type).not.toBe('')
        expect(words).not.toContain('{{')
        expect(words).not.toContain('timeline.')
      }
    }
    setLanguage('en')
  })

  it('stages, roles, states and reasons are named as the reader knows them', () => {
    const { t } = useText()
    const words = (type: EventType, more?: Partial<TimelineEntry>): string =>
      timelineWords(entry(type, more), labels, t)
    expect(words('role.completed', { status: 'timeout' })).toBe('Bull: Timed out')
    expect(words('stage.completed')).toBe('Challenge done')
    expect(words('session.cancelled', { status: 'window-closed' })).toContain('window was closed')
    expect(words('forecast.filed', { role: 'room' })).toBe('The room filed a forecast')
    expect(words('log.appended', { message: 'Opens are copied' })).toBe('Opens are copied')
  })

  it('who answers, and who takes over for what reason, are named', () => {
    const { t } = useText()
    const nameOf = (id: string): string => (id === 'anthropic' ? 'Claude' : id)
    const words = (type: EventType, more?: Partial<TimelineEntry>): string =>
      timelineWords(entry(type, more), { ...labels, nameOf }, t)
    expect(words('role.started', { provider: 'anthropic', model: 'opus' })).toBe(
      'Bull began: Claude · opus'
    )
    expect(words('role.reassigned', { status: 'provider.network' })).toBe(
      'Bull: the model could not be reached; the desk answers instead'
    )
    expect(words('role.reassigned', { status: 'no.such', provider: 'anthropic' })).toBe(
      'Bull: the model failed; Claude answers instead'
    )
  })

  it('a session that tries another one again says so', () => {
    const { t } = useText()
    const retried = { ...labels, parent: 'session-0' }
    expect(timelineWords(entry('session.started'), retried, t)).toContain('retry of an earlier one')
    expect(timelineWords(entry('session.started'), labels, t)).toBe('Session started')
  })

  it('Latin names keep their distance from the Chinese around them, once', () => {
    const { t } = useText()
    setLanguage('zh-TW')
    const words = (type: EventType, more?: Partial<TimelineEntry>): string =>
      timelineWords(entry(type, more), labels, t)
    expect(words('role.started')).toBe('Bull 開始')
    expect(words('stage.completed')).toBe('Challenge 完成')
    expect(words('usage.updated')).toBe('Bull 的用量')
    expect(words('role.completed', { status: 'ok' })).toBe('Bull：完成')
    expect(words('forecast.filed', { role: 'room' })).toBe('戰情室提出預測')
    setLanguage('en')
  })

  it('levels of the log have colours of their own, and debug lines are left out', () => {
    expect(timelineTone(entry('log.appended', { level: 'error' }))).toBe('bad')
    expect(timelineTone(entry('log.appended', { level: 'warning' }))).toBe('caution')
    expect(isShown(entry('log.appended', { level: 'debug' }))).toBe(false)
    expect(isShown(entry('progress.updated'))).toBe(false)
  })
})

describe('the timeline’s tail', () => {
  let room: MountedRoom
  beforeEach(async () => {
    room = await mountRoom()
    await room.start()
    await room.push(sessionEvents().slice(0, 80))
  })
  afterEach(() => unmountRoom(room))

  const measure = (box: HTMLElement, height: number): void => {
    Object.defineProperty(box, 'scrollHeight', { value: height, configurable: true })
    Object.defineProperty(box, 'clientHeight', { value: 200, configurable: true })
  }

  it('is followed until the reader scrolls up, and again after', async () => {
    const box = room.one('timeline')
    measure(box, 1_000)
    await room.push(sessionEvents().slice(0, 250))
    expect(box.scrollTop).toBe(1_000)
    box.scrollTop = 100
    box.dispatchEvent(new Event('scroll'))
    await settle()
    measure(box, 1_400)
    await room.push(sessionEvents())
    expect(box.scrollTop).toBe(100)
    const jump = [...document.querySelectorAll<HTMLElement>('button')].find(
      (each) => each.textContent.trim() === 'Jump to latest'
    )
    jump?.click()
    expect(box.scrollTop).toBe(1_400)
  })
})
