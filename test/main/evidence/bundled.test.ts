import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bundledCase, readBundledCase } from '../../../main/evidence/bundled'
import { parsePrices } from '../../../main/evidence/price-file'

const folder = mkdtempSync(join(tmpdir(), 'war-room-cases-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('SP500 is the 5,105 daily bars of the S&P 500 from 2000-01-03 to 2020-04-17', async () => {
  copyFileSync('node_modules/vega-datasets/data/sp500-2000.csv', join(folder, 'sp500.csv'))
  const found = await readBundledCase('sp500', folder)
  expect(found).toMatchObject({ id: 'SP500', name: 'S&P 500', file: 'sp500.csv' })
  expect(found?.attribution).toMatch(/vega-datasets.*BSD-3-Clause.*Yahoo Finance/)
  const { bars, columns } = parsePrices(found?.bytes ?? new Uint8Array(), 'sp500.csv')
  expect(columns).toEqual(['date', 'open', 'high', 'low', 'close', 'adjclose', 'volume'])
  expect([bars.dates.length, bars.dates[0], bars.dates.at(-1)]).toEqual([
    5105,
    '2000-01-03',
    '2020-04-17'
  ])
  expect([bars.open, bars.high, bars.low, bars.close, bars.volume].map((c) => c[0])).toEqual([
    1469.25, 1478, 1438.359985, 1455.219971, 931_800_000
  ])
})

test('an unknown case is null, and one that the build left out says so', async () => {
  expect(bundledCase('SP400')).toBeNull()
  expect(await readBundledCase('../sp500', folder)).toBeNull()
  await expect(readBundledCase('SP500', join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'evidence.unreadable',
    parameters: { file: 'sp500.csv' }
  })
})
