import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chartSeries } from '../../../main/evidence/chart'
import { buildWorker } from '../../support/build-worker'
import { readText } from './price-text'
import { csvOf, sheetOf, walk } from './series'

const sp500 = 'node_modules/vega-datasets/data/sp500-2000.csv'
const asOf = '2008-09-12'

/** Everything that is shown of a price file at a date, as text. */
const shown = (text: string, date: string): string =>
  JSON.stringify([sheetOf(text, { asOf: date }), chartSeries(readText(text), date)])

const [header = '', ...rows] = readFileSync(sp500, 'utf8').trim().split('\n')
const past = rows.filter((row) => row.slice(0, 10) <= asOf)
const future = rows.filter((row) => row.slice(0, 10) > asOf)
const file = (...parts: readonly (readonly string[])[]): string =>
  [header, ...parts.flat()].join('\n')
const falsified = future.map((row) => `${row.slice(0, 10)},9,9.5,8.5,9,9,1`)

const pasts: Record<string, string> = {
  'with its future': file(past, future),
  'without its future': file(past),
  'with a false future': file(past, falsified),
  'with one row more': file(past, future.slice(0, 1)),
  'with a longer future': file(past, future, ['2199-12-31,1,1,1,1,1,0']),
  'newest first': file([...future].reverse(), [...past].reverse()),
  'with the future above the past': file(future, past),
  'with the future mixed in': file(future.slice(0, 900), past, future.slice(900)),
  'with windows line ends': file(past, future).replaceAll('\n', '\r\n'),
  'with other separators': file(past, future).replaceAll(',', ';'),
  'with a future without adjustments': file(
    past,
    future.map((row) => row.replace(/,\d+$/, ',0'))
  )
}

test.each(Object.keys(pasts))('facts and chart at a date are the same bytes %s', (kind) => {
  expect(shown(pasts[kind] ?? '', asOf)).toBe(shown(file(past, future), asOf))
})

test('a changed past is seen: the hash and the facts differ', () => {
  const changed = past.map((row, index) => (index === 5 ? row.replace(/\d(?=,\d+$)/, '7') : row))
  expect(shown(file(changed), asOf)).not.toBe(shown(file(past), asOf))
})

test('a date without a session is cut at the session before it', () => {
  const weekend = sheetOf(file(past, future), { asOf: '2008-09-14' })
  expect(weekend.asOf).toBe(asOf)
  expect(weekend.facts).toEqual(sheetOf(file(past), { asOf }).facts)
})

test('no future of any series, adjusted or not, changes what is known before it', () => {
  const run = fc.property(
    fc.integer({ min: 1, max: 1e6 }),
    fc.integer({ min: 30, max: 420 }),
    fc.boolean(),
    fc.double({ min: 0.001, max: 1000, noNaN: true }),
    (seed, known, adjusted, factor) => {
      const [head = '', ...lines] = csvOf(walk(seed, 430, { adjusted })).split('\n')
      const date = lines[known - 1]?.slice(0, 10) ?? ''
      const later = lines.slice(known).map((line) => {
        const [day, ...cells] = line.split(',')
        return [day, ...cells.map((cell) => String(Number(cell) * factor))].join(',')
      })
      const before = [head, ...lines.slice(0, known)]
      const expected = shown(before.join('\n'), date)
      expect(shown([...before, ...lines.slice(known)].join('\n'), date)).toBe(expected)
      expect(shown([head, ...later, ...before.slice(1)].join('\n'), date)).toBe(expected)
    }
  )
  fc.assert(run, { seed: 23, numRuns: 60 })
})

let printer: Awaited<ReturnType<typeof buildWorker>>
beforeAll(async () => {
  printer = await buildWorker(resolve('test/main/evidence/print-facts.ts'))
})
afterAll(() => printer.remove())

test('time zone and locale of the machine change no byte', () => {
  const printed = (env: Record<string, string>): string => {
    const options = { env: { PATH: process.env.PATH ?? '', ...env }, encoding: 'utf8' } as const
    const size = { maxBuffer: 64 * 1024 * 1024 }
    return execFileSync(process.execPath, [printer.file, sp500, asOf], { ...options, ...size })
  }
  const expected = printed({ TZ: 'UTC', LANG: 'C' })
  expect(JSON.parse(expected)).toMatchObject({ sheet: { asOf }, chart: { asOf } })
  for (const env of [
    { TZ: 'Asia/Taipei', LANG: 'zh_TW.UTF-8' },
    { TZ: 'America/New_York', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
    { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' }
  ]) {
    expect(printed(env) === expected, JSON.stringify(env)).toBe(true)
  }
})
