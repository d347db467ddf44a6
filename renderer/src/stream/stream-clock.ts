/** Time as the stream sees it; tests bring one that they move by hand. */
export interface StreamClock {
  /** Calls once after `delayMs`, unless disposed before. */
  after(delayMs: number, action: () => void): { dispose(): void }
}

export const pageClock: StreamClock = {
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs)
    return { dispose: () => clearTimeout(timer) }
  }
}
