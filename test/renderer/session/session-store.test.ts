import { createPinia } from 'pinia'
import { createApp, isReactive, watch, type App } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import { bridgeKey } from '../../../renderer/src/app/bridge-port'
import { createFrameGate } from '../../../renderer/src/app/frame-gate'
import { streamKey } from '../../../renderer/src/app/stream-port'
import { useErrorsStore } from '../../../renderer/src/features/errors/stores/errors-store'
import { useSessionStore } from '../../../renderer/src/features/session/stores/session-store'
import { errorShape, FakeBridge } from '../support/fake-bridge'
import { FakeStream } from '../support/fake-stream'
import { endedEarly, fixtureSession, sessionEvents } from '../support/session-events'

let app: App
let stream: FakeStream
let bridge: FakeBridge
let store: ReturnType<typeof useSessionStore>

beforeEach(() => {
  vi.useFakeTimers()
  stream = new FakeStream()
  bridge = new FakeBridge()
  app = createApp({ render: () => null })
  const pinia = createPinia()
  app.provide(bridgeKey, bridge).provide(streamKey, stream).use(pinia)
  app.mount(document.createElement('div'))
  store = useSessionStore(pinia)
})
afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

const request = {
  ...{
    subject: { name: 'S&P 500', sha256: 'a' },
    benchmark: null,
    notes: [],
    fundamentals: null,
    asOf: null
  },
  ...{
    mode: 'god' as const,
    roles: [],
    prompt: '',
    language: 'en' as const,
    mandate: null,
    marketContext: ''
  }
}

describe('the session store', () => {
  it('ends with exactly the state that the reducer makes of all events', async () => {
    const events = sessionEvents()
    store.hold(fixtureSession)
    for (let at = 0; at < events.length; at += 7) {
      stream.push(...events.slice(at, at + 7))
      await vi.advanceTimersByTimeAsync(5)
    }
    expect(store.state).toEqual(reduceEvents(fixtureSession, events))
    expect(store.status).toBe('completed')
  })

  it('changes at most once a frame, however many events come', async () => {
    store.hold(fixtureSession)
    let changes = 0
    watch(
      () => store.state,
      () => (changes += 1),
      { flush: 'sync' }
    )
    for (const event of sessionEvents().slice(0, 80)) stream.push(event)
    await vi.advanceTimersByTimeAsync(200)
    expect(changes).toBe(1)
  })

  it('never makes the state deeply reactive', async () => {
    store.hold(fixtureSession)
    stream.push(...sessionEvents())
    await vi.advanceTimersByTimeAsync(200)
    expect(isReactive(store.state)).toBe(false)
    expect(isReactive(store.state?.roles[0])).toBe(false)
  })

  it('shows the end at once, without waiting for a frame', () => {
    store.hold(fixtureSession)
    stream.push(...endedEarly(sessionEvents(), 0.4, 'session.cancelled'))
    expect(store.status).toBe('cancelled')
    expect(store.live).toBe(false)
  })

  it('tells that it stops until the session has ended', async () => {
    store.hold(fixtureSession)
    stream.push(...sessionEvents().slice(0, 30))
    await vi.advanceTimersByTimeAsync(200)
    await store.stop()
    expect(store.status).toBe('cancelling')
    stream.push(...endedEarly(sessionEvents(), 0.4, 'session.cancelled').slice(30))
    await vi.advanceTimersByTimeAsync(200)
    expect(store.status).toBe('cancelled')
    expect(store.stopping).toBe(false)
  })

  it('a stop that was refused is told, and may be asked for again', async () => {
    bridge.on('session.cancel', () => errorShape('session.forbidden'))
    store.hold(fixtureSession)
    stream.push(...sessionEvents().slice(0, 30))
    await vi.advanceTimersByTimeAsync(200)
    await store.stop()
    expect(store.stopping).toBe(false)
    expect(store.status).toBe('running')
    await store.stop()
    expect(bridge.callsOf('session.cancel')).toHaveLength(2)
  })

  it('starts one session at a time', async () => {
    const started = await Promise.all([store.start(request), store.start(request)])
    expect(started).toEqual([true, false])
    expect(bridge.callsOf('session.start')).toHaveLength(1)
  })

  it('a start that fails leaves the last session where it is', async () => {
    store.hold(fixtureSession)
    stream.push(...sessionEvents())
    await vi.advanceTimersByTimeAsync(200)
    bridge.on('session.start', () => errorShape('engine.shutting-down'))
    expect(await store.start(request)).toBe(false)
    expect(store.state?.summary).not.toBeNull()
  })

  it('pauses what runs and resumes what is paused', async () => {
    const events = sessionEvents().slice(0, 30)
    store.hold(fixtureSession)
    stream.push(...events)
    await vi.advanceTimersByTimeAsync(200)
    await store.togglePause()
    const last = events.at(-1)
    if (last === undefined) throw new Error('no events')
    const data = { by: 'window:1', reason: '' }
    stream.push({ ...last, seq: last.seq + 1, type: 'session.paused', data })
    await vi.advanceTimersByTimeAsync(200)
    expect(store.status).toBe('paused')
    await store.togglePause()
    expect(bridge.calls.map((call) => call.route)).toEqual(['session.pause', 'session.resume'])
  })

  it('a session that the stream refuses is told and not shown', async () => {
    stream.refuse(fixtureSession, errorShape('session.not-found'))
    store.hold(fixtureSession)
    await vi.advanceTimersByTimeAsync(200)
    expect(store.state).toBeNull()
    expect(useErrorsStore().current?.code).toBe('session.not-found')
  })

  it('lets go of the stream when the page goes', () => {
    store.hold(fixtureSession)
    expect(stream.readerCount(fixtureSession)).toBe(1)
    store.$dispose()
    expect(stream.readerCount(fixtureSession)).toBe(0)
  })
})

describe('the frame gate', () => {
  it('passes on the newest value even where there are no frames', async () => {
    const applied: number[] = []
    vi.stubGlobal('requestAnimationFrame', () => 0)
    const gate = createFrameGate<number>((value) => applied.push(value))
    gate.push(1)
    gate.push(2)
    await vi.advanceTimersByTimeAsync(150)
    vi.unstubAllGlobals()
    expect(applied).toEqual([2])
  })

  it('passes on nothing that was cleared', async () => {
    const applied: number[] = []
    const gate = createFrameGate<number>((value) => applied.push(value))
    gate.push(1)
    gate.clear()
    await vi.advanceTimersByTimeAsync(150)
    expect(applied).toEqual([])
  })
})
