import { seededRandom } from '../../main/kernel/random'

const dayMs = 86_400_000
const firstDayMs = Date.UTC(1823, 0, 1)
const weekend = new Set([0, 6])

/** Standard normal numbers by Box and Muller (1958). */
const normals = (seed: number): (() => number) => {
  const random = seededRandom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** A price file of a seeded random walk: weekdays, oldest first, all columns. */
export const walkCsv = (bars: number, seed: number): Uint8Array => {
  const normal = normals(seed)
  const lines = ['Date,Open,High,Low,Close,Volume']
  let close = 100
  for (let timeMs = firstDayMs; lines.length <= bars; timeMs += dayMs) {
    const day = new Date(timeMs)
    if (weekend.has(day.getUTCDay())) continue
    const open = close * Math.exp(0.002 * normal())
    close = open * Math.exp(0.0002 + 0.01 * normal())
    const high = Math.max(open, close) * (1 + 0.004 * Math.abs(normal()))
    const low = Math.min(open, close) * (1 - 0.004 * Math.abs(normal()))
    const volume = Math.round(1_000_000 * Math.exp(0.3 * normal()))
    const prices = [open, high, low, close].map((price) => price.toFixed(4))
    lines.push([day.toISOString().slice(0, 10), ...prices, volume].join(','))
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}
