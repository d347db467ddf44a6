import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { vi } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import App from '../../../renderer/src/app/App.vue'
import { bridgeKey } from '../../../renderer/src/app/bridge-port'
import { streamKey } from '../../../renderer/src/app/stream-port'
import { FakeBridge } from './fake-bridge'
import { FakeStream } from './fake-stream'
import { settle } from './settle'

class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

export { settle }

export interface MountedRoom {
  room: VueWrapper
  bridge: FakeBridge
  stream: FakeStream
  /** Everything with a test id, in the page's order, popovers and dialogs included. */
  all: (testId: string) => HTMLElement[]
  /** The first one; throws when there is none. */
  one: (testId: string) => HTMLElement
  push: (events: readonly AnyEnvelope[]) => Promise<void>
  /** Reads SP500 and presses Start. */
  start: () => Promise<void>
}

const byTestId = (testId: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)
]

const one = (testId: string): HTMLElement => {
  const found = byTestId(testId)[0]
  if (found === undefined) throw new Error(`there is no ${testId}`)
  return found
}

/** What a person does with a text field: puts words in and says so. */
export const type = (field: HTMLElement, text: string): void => {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    throw new Error('not a text field')
  }
  field.focus()
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

export const press = (target: EventTarget, key: string, more: KeyboardEventInit = {}): boolean =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  )

/** The whole window on a fake bridge and stream. Timers are fake; call `vi.useRealTimers` after. */
export const mountRoom = async (bridge = new FakeBridge()): Promise<MountedRoom> => {
  vi.useFakeTimers()
  globalThis.ResizeObserver = NoResizeObserver
  Element.prototype.checkVisibility ??= () => true
  Element.prototype.scrollIntoView ??= () => undefined
  // The drawing needs a canvas; what it draws is tested with the chart's own parts.
  if (bridge.chartAnswers === false) bridge.on('evidence.chart', () => new Promise(() => undefined))
  const stream = new FakeStream()
  const room = mount(App, {
    attachTo: document.body,
    global: {
      plugins: [createPinia()],
      provide: { [bridgeKey as symbol]: bridge, [streamKey as symbol]: stream }
    }
  })
  await settle()
  const push = async (events: readonly AnyEnvelope[]): Promise<void> => {
    stream.push(...events)
    await settle()
  }
  const start = async (): Promise<void> => {
    type(one('subject-input'), 'SP500')
    press(one('subject-input'), 'Enter')
    await settle()
    one('start-button').click()
    await settle()
  }
  return { room, bridge, stream, all: byTestId, one, push, start }
}

/** Takes the window away and gives time back. */
export const unmountRoom = (mounted: MountedRoom | null): void => {
  mounted?.room.unmount()
  document.body.replaceChildren()
  localStorage.clear()
  vi.useRealTimers()
}
