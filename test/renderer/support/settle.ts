import { vi } from 'vitest'

/** Long enough for a frame, a markdown rendering and a date that settles. */
const settledMs = 400

/** Lets timers, frames and promises come to rest; time is the test's own. */
export const settle = async (ms = settledMs): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms)
}
