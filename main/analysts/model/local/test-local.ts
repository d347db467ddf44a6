import { basename } from 'node:path'
import type { Clock } from '../../../kernel/clock'
import { errorShape } from '../../../kernel/errors'
import type { LocalProfile } from '../remote-profile'
import type { ProviderTest } from '../test-provider'
import { callLocal } from './call-local'
import { localMissing } from './local-errors'
import type { LocalRuntime } from './local-runtime'

const prompt = { system: 'Answer with one word.', user: 'Are you there?' }
/** From here on a model counts as slow: its file is loaded within it; milliseconds. */
const slowMs = 15_000

interface LocalTestOptions {
  local: LocalRuntime | null
  clock: Clock
  signal: AbortSignal
}

/**
 * Loads a model and has it make one token.
 * @throws the signal's reason once that aborts, and nothing else
 */
export const testLocal = async (
  profile: LocalProfile,
  { local, clock, signal }: LocalTestOptions
): Promise<ProviderTest> => {
  const startedMs = clock.nowMs()
  const tookMs = (): number => Math.round(clock.nowMs() - startedMs)
  const nothing = (): void => undefined
  try {
    const asked = { ...profile, maximumOutputTokens: 1 }
    const call = { profile: asked, prompt, onText: nothing, onUsage: nothing }
    await callLocal(call, { runtime: local, signal })
    return { light: tookMs() < slowMs ? 'ready' : 'slow', error: null, tookMs: tookMs() }
  } catch (error) {
    signal.throwIfAborted()
    return { light: 'failing', error: errorShape(error), tookMs: tookMs() }
  }
}

/** A file holds one model: its name. @throws {AppError} `provider.local-missing` */
export const listLocal = ({ baseUrl }: LocalProfile, local: LocalRuntime | null): string[] => {
  if (local?.available() !== true) throw localMissing()
  return [basename(baseUrl ?? '')]
}
