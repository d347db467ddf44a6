import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWorker } from '../../../support/build-worker'
import { makeSeries } from '../../../support/series'
import { toCsv } from '../../../support/series-csv'
import { factsOfBytes } from '../../../support/series-facts'

const run = promisify(execFile)
const bytes = toCsv(makeSeries({ shape: 'stale', seed: 51 }))
const asOf = '2007-03-25'
let folder = ''
let file = ''
let program: Awaited<ReturnType<typeof buildWorker>> | null = null

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-zones-'))
  file = join(folder, 'series.csv')
  writeFileSync(file, bytes)
  program = await buildWorker('test/support/facts-printer.ts')
})

afterAll(() => {
  program?.remove()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  place: string
  facts: string
}

const factsIn = async (timeZone: string, language: string): Promise<Answer> => {
  const environment = { PATH: process.env['PATH'], TZ: timeZone, LANG: language, LC_ALL: language }
  const { stdout } = await run(process.execPath, [program?.file ?? '', file, asOf], {
    env: environment,
    maxBuffer: 16 * 1024 * 1024
  })
  const [place = '', facts = ''] = stdout.split('\n')
  return { place, facts }
}

describe('the same facts, byte for byte, wherever the program runs', () => {
  const expected = JSON.stringify(factsOfBytes(bytes, { asOf }))
  test.each([
    ['Asia/Taipei', 'zh_TW.UTF-8', 'zh-TW'],
    ['America/New_York', 'en_US.UTF-8', 'en-US'],
    ['Pacific/Kiritimati', 'C', ''],
    ['America/St_Johns', 'de_DE.UTF-8', 'de-DE'],
    ['Australia/Adelaide', 'tr_TR.UTF-8', 'tr-TR'],
    ['Pacific/Pago_Pago', 'ar_EG.UTF-8', 'ar-EG']
  ])('TZ=%s LANG=%s', async (timeZone, language, locale) => {
    const { place, facts } = await factsIn(timeZone, language)
    // The process does live there: otherwise the comparison would say nothing.
    expect(place).toContain(timeZone)
    expect(place).toContain(locale)
    expect(facts).toBe(expected)
  })
})
