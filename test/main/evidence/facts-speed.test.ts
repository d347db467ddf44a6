import { expect, test } from 'vitest'
import { csvOf, sheetOf, walk, type Series } from './series'

/** Weekdays from 1900 on: 50,000 of them end in 2091, inside the years that a date may have. */
const from1900 = (series: Series): Series => ({
  ...series,
  dates: series.dates.map((_, index) => {
    const days = Math.floor(index / 5) * 7 + (index % 5)
    return new Date(Date.UTC(1900, 0, 1 + days)).toISOString().slice(0, 10)
  })
})

const elapsedMs = (text: string): number => {
  const started = performance.now()
  sheetOf(text)
  return performance.now() - started
}

test('reading and computing 5,000 bars stays far under a second, and grows no faster than bars', () => {
  const short = csvOf(from1900(walk(1, 5_000)))
  const long = csvOf(from1900(walk(1, 50_000)))
  elapsedMs(short)
  const shortMs = Math.min(elapsedMs(short), elapsedMs(short), elapsedMs(short))
  const longMs = Math.min(elapsedMs(long), elapsedMs(long))
  expect(shortMs).toBeLessThan(1_000)
  // Quadratic work would take a hundred times as long; the room is for a busy machine.
  expect(longMs / shortMs).toBeLessThan(30)
})
