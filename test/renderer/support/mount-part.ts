import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { defineComponent, h, type Component } from 'vue'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { bridgeKey } from '../../../renderer/src/app/bridge-port'
import { streamKey } from '../../../renderer/src/app/stream-port'
import { useSessionStore } from '../../../renderer/src/features/session/stores/session-store'
import { FakeBridge } from './fake-bridge'
import { FakeStream } from './fake-stream'
import { settle } from './settle'
import { fixtureSession } from './session-events'

type SessionStore = ReturnType<typeof useSessionStore>

export interface MountedPart {
  part: VueWrapper
  bridge: FakeBridge
  stream: FakeStream
  session: SessionStore
  push: (events: readonly AnyEnvelope[]) => Promise<void>
  unmount: () => void
}

/**
 * Some of the room's parts, without the window around them, on a fake bridge and stream. The window
 * holds the fixture's session. Timers are fake until it is unmounted.
 */
export const mountPart = async (...parts: Component[]): Promise<MountedPart> => {
  vi.useFakeTimers()
  const bridge = new FakeBridge()
  const stream = new FakeStream()
  const pinia = createPinia()
  setActivePinia(pinia)
  const held: { session: SessionStore | null } = { session: null }
  const Whole = defineComponent({
    setup: () => {
      held.session = useSessionStore()
      return () => parts.map((part) => h(part))
    }
  })
  const part = mount(Whole, {
    attachTo: document.body,
    global: {
      plugins: [pinia],
      provide: { [bridgeKey as symbol]: bridge, [streamKey as symbol]: stream }
    }
  })
  const { session } = held
  if (session === null) throw new Error('nothing was set up')
  session.hold(fixtureSession)
  await settle()
  const push = async (events: readonly AnyEnvelope[]): Promise<void> => {
    stream.push(...events)
    await settle()
  }
  const unmount = (): void => {
    part.unmount()
    document.body.replaceChildren()
    vi.useRealTimers()
  }
  return { part, bridge, stream, session, push, unmount }
}
