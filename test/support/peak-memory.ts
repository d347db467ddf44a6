import { readFileSync } from 'node:fs'

/**
 * The most memory that this process has held at once, in megabytes. Linux hands the figure of
 * `resourceUsage` on from the parent to a child, so it is taken from the process itself there.
 */
export const peakMegabytes = (): number => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  if (kilobytes === undefined) throw new Error('/proc/self/status names no VmHWM')
  return Number(kilobytes) / 1024
}
