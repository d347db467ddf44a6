/**
 * Milliseconds on the system's monotonic clock, which every process of the machine reads alike on
 * Linux, macOS and Windows: what one process stamps another can subtract.
 */
export const sharedNowMs = (): number => {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1_000 + nanoseconds / 1_000_000
}

export const sleepMs = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Processor time of this process, user and system, since a former reading. */
export const cpuMsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
