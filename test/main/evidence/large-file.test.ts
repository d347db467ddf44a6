import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maximumPriceFileBytes } from '../../../preload/contract/limits'
import { buildWorker } from '../../support/build-worker'

const limitMegabytes = 300
const header = 'Date,Open,High,Low,Close,Volume,Remark'
const dayMs = 86_400_000

let folder = ''
let reader: Awaited<ReturnType<typeof buildWorker>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-large-'))
  reader = await buildWorker(resolve('test/support/reference/evidence-memory.ts'))
})
afterAll(() => {
  reader.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** A file of so many days from 1801 on, each row as wide as its remark makes it. */
const writeDays = (name: string, days: number, remark: string): string => {
  const first = Date.UTC(1801, 0, 1)
  const rows = Array.from({ length: days }, (_, index) => {
    const date = new Date(first + index * dayMs).toISOString().slice(0, 10)
    return `${date},10.1,11.2,9.3,10.4,${1_000 + index},${remark}`
  })
  const path = join(folder, name)
  writeFileSync(path, `${header}\n${rows.join('\r\n')}\r\n`)
  return path
}

interface Reading {
  bars?: number
  refusal?: { code: string; parameters: Record<string, unknown> }
  megabytes: number
}

/** In a process of its own, so that the memory is that of reading and of nothing else. */
const read = (path: string): Reading =>
  JSON.parse(execFileSync(process.execPath, [reader.file, path], { encoding: 'utf8' })) as Reading

test('a file of 200 MB is refused by name, size and limit, within 300 MB of memory', () => {
  const path = writeDays('large.csv', 20_000, '')
  truncateSync(path, 200_000_000)
  const { refusal, megabytes } = read(path)
  expect(refusal).toMatchObject({
    code: 'evidence.too-large',
    parameters: { file: 'large.csv', bytes: 200_000_000, limit: maximumPriceFileBytes }
  })
  expect(megabytes).toBeLessThan(limitMegabytes)
})

test('the largest file that is read, 145,000 days in wide rows, takes under 300 MB too', () => {
  const path = writeDays('wide.csv', 145_000, `備註${'x'.repeat(64)}`)
  const { bars, megabytes } = read(path)
  expect(bars).toBe(145_000)
  expect(megabytes).toBeLessThan(limitMegabytes)
})
