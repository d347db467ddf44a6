import { LLMock } from '@copilotkit/aimock'
import type { RemoteProfile } from '../../main/analysts/model/remote-profile'
import { systemClock, type Clock } from '../../main/kernel/clock'
import { profileOf } from './model-room'

export type WireKind = RemoteProfile['kind']
export const wireKinds = ['openai-compatible', 'anthropic', 'google'] as const

/** A model of each kind that reasons, as the mock server knows them by name. */
const models: Record<WireKind, string> = {
  'openai-compatible': 'deepseek-reasoner',
  anthropic: 'claude-3-7-sonnet-latest',
  google: 'gemini-2.5-flash'
}

/** The header that carries the key on each wire, and how. */
export const keyHeaders: Record<WireKind, [name: string, value: (key: string) => string]> = {
  'openai-compatible': ['authorization', (key) => `Bearer ${key}`],
  anthropic: ['x-api-key', (key) => key],
  google: ['x-goog-api-key', (key) => key]
}

/** A mock of all providers on loopback. */
export const startWires = async (): Promise<LLMock> => {
  const mock = new LLMock({ port: 0, logLevel: 'silent' })
  await mock.start()
  return mock
}

export const profileOn = (
  url: string,
  kind: WireKind,
  change: Partial<RemoteProfile> = {}
): RemoteProfile => {
  const baseUrl = `${url}/${kind === 'google' ? 'v1beta' : 'v1'}`
  return { ...profileOf(baseUrl), model: models[kind], ...change, kind }
}

const quickening = 50

/** A clock whose timers strike fifty times as fast; `waitsMs` has what they were set to. */
export const quickClock = (): Clock & { waitsMs: number[] } => {
  const waitsMs: number[] = []
  return {
    waitsMs,
    nowMs: () => systemClock.nowMs(),
    wallMs: () => systemClock.wallMs(),
    after: (delayMs, action) => {
      waitsMs.push(delayMs)
      return systemClock.after(delayMs / quickening, action)
    }
  }
}
