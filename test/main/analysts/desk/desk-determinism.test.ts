import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWorker } from '../../../support/build-worker'
import { factsOf, roomTexts, runDesk } from '../../../support/desk-room'
import { makeSeries, toCsv, type SeriesRow } from '../../../support/desk-series'

const rows = makeSeries('crashing', 1)
const cut = rows[rows.length - 40] as SeriesRow

describe('in another place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-desk-'))
  const file = join(folder, 'prices.csv')
  let program = { file: '', remove: (): void => undefined }

  beforeAll(async () => {
    writeFileSync(file, toCsv(rows))
    program = await buildWorker('test/support/desk-print.ts')
  })

  afterAll(() => {
    program.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const printed = (place: Record<string, string>): string =>
    execFileSync(process.execPath, [program.file, file, cut.date], {
      env: { ...process.env, ...place },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024
    })

  test('facts and texts are the same under other time zones and locales, byte for byte', () => {
    const here = printed({ TZ: 'UTC', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' })
    expect(here.length).toBeGreaterThan(10_000)
    for (const TZ of ['Asia/Taipei', 'America/New_York']) {
      for (const LANG of ['C', 'zh_TW.UTF-8']) {
        expect(printed({ TZ, LANG, LC_ALL: LANG }) === here, `${TZ} ${LANG}`).toBe(true)
      }
    }
  })
})

describe('after the as-of date', () => {
  const textsOf = async (series: readonly SeriesRow[]): Promise<Record<string, string>[]> => {
    const facts = factsOf({ prices: toCsv(series), asOf: cut.date })
    return [
      roomTexts(await runDesk(facts, { language: 'en' })),
      roomTexts(await runDesk(facts, { language: 'zh-TW' }))
    ]
  }

  test('rows removed, changed or added later change no word', async () => {
    const known = rows.filter(({ date }) => date <= cut.date)
    const falsified = rows.map((row) =>
      row.date <= cut.date
        ? row
        : { ...row, open: row.open * 3, high: row.high * 3, low: row.low * 3, close: row.close * 3 }
    )
    const whole = await textsOf(rows)
    expect(await textsOf(known)).toEqual(whole)
    expect(await textsOf(falsified)).toEqual(whole)
  })
})
