import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { WindowPort } from '../../../main/commands/window-port'
import { sha256 } from '../../../main/kernel/hash'
import { codeOf, goodCsv, openRoom, valueOf } from './route-fixture'

const folder = mkdtempSync(join(tmpdir(), 'war-room-evidence-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: Uint8Array | string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const badCsv = `Date,Open,High,Low,Close,Volume
2024-01-02,100,101,99,100,10
2024-01-03,100,101,99,many,10
`

const windowThatChooses = (paths: string[]): WindowPort => ({
  close: () => undefined,
  openAnother: () => 'window:2',
  chooseFiles: async () => paths,
  chooseForBoard: async () => [],
  chooseProviders: async () => null,
  saveProviders: async () => null
})

describe('evidence', () => {
  it('is the same by path, by bytes and as the bundled case', async () => {
    const { call, evidence } = openRoom()
    const path = file('sp500.csv', goodCsv)
    const origins = [
      { from: 'path', path },
      { from: 'bytes', name: 'sp500.csv', bytes: new Uint8Array(goodCsv) },
      { from: 'bundled', id: 'SP500' }
    ] as const
    for (const origin of origins) {
      const imported = valueOf(await call('evidence.import', { kind: 'prices', origin }))
      expect(imported.prices).toMatchObject({ bars: 5_105, from: '2000-01-03', to: '2020-04-17' })
      expect((await evidence.read(imported.sha256))?.bytes.byteLength).toBe(goodCsv.byteLength)
      expect(JSON.stringify(imported)).not.toContain(folder)
    }
  })

  it('that is bad is refused with its file, row and column, and is not kept', async () => {
    const { call, evidence } = openRoom()
    const path = file('bad.csv', badCsv)
    const origin = { from: 'path', path } as const
    const result = await call('evidence.import', { kind: 'prices', origin })
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'evidence.bad-number',
        parameters: { file: 'bad.csv', row: 3, column: 'Close', value: 'many' }
      }
    })
    expect(await evidence.read(sha256(badCsv))).toBeNull()
  })

  it('that cannot be found or is a folder is refused with its own name only', async () => {
    const { call } = openRoom()
    const under = join(folder, 'folder.csv')
    mkdirSync(under)
    const importing = (path: string) =>
      call('evidence.import', { kind: 'prices', origin: { from: 'path', path } })
    const missing = await importing(join(folder, 'missing.csv'))
    expect(codeOf(missing)).toBe('evidence.not-found')
    expect(JSON.stringify(missing)).not.toContain(folder)
    expect(codeOf(await importing(under))).toBe('evidence.unreadable')
    expect(codeOf(await importing(`${folder}\0.csv`))).toBe('input.invalid')
  })

  it('of an unknown case is refused', async () => {
    const { call } = openRoom()
    const origin = { from: 'bundled', id: 'GOLD' } as const
    const result = await call('evidence.import', { kind: 'prices', origin })
    expect(result).toMatchObject({
      error: { code: 'input.unknown-subject', parameters: { subject: 'GOLD' } }
    })
  })

  it('of notes may be pasted, and a note of 2 MB and a byte is refused', async () => {
    const { call } = openRoom()
    const origin = { from: 'text', name: 'pasted.md', text: '2024-01-02: sales rose.' } as const
    const imported = valueOf(await call('evidence.import', { kind: 'notes', origin }))
    expect(imported).toMatchObject({ kind: 'notes', name: 'pasted.md', prices: null })
    const path = file('long.txt', 'x'.repeat(2 * 1024 * 1024 + 1))
    const long = await call('evidence.import', { kind: 'notes', origin: { from: 'path', path } })
    expect(codeOf(long)).toBe('evidence.too-large')
  })

  it('is chosen in the window of the caller; a dismissed dialog gives nothing', async () => {
    const { call } = openRoom()
    const path = file('chosen.csv', goodCsv)
    const choose = (paths: string[]) =>
      call(
        'evidence.choose',
        { kind: 'prices' },
        { principal: 'window:1', window: windowThatChooses(paths) }
      )
    expect(valueOf(await choose([path]))).toMatchObject([{ name: 'chosen.csv' }])
    expect(valueOf(await choose([]))).toEqual([])
    expect(valueOf(await call('evidence.choose', { kind: 'prices' }))).toEqual([])
  })

  it('draws a chart that ends at the date asked for', async () => {
    const { call, evidence } = openRoom()
    const { sha256: id } = await evidence.put('prices', 'sp500.csv', goodCsv)
    const chart = valueOf(await call('evidence.chart', { sha256: id, asOf: '2019-12-31' }))
    expect(chart.asOf).toBe('2019-12-31')
    expect(chart.dates.at(-1)).toBe('2019-12-31')
    expect(chart.close).toHaveLength(chart.dates.length)
    const unknown = await call('evidence.chart', { sha256: '0'.repeat(64), asOf: null })
    expect(codeOf(unknown)).toBe('evidence.not-found')
  })

  it('is studied up to the same date as it is drawn', async () => {
    const { call, evidence } = openRoom()
    const { sha256: id } = await evidence.put('prices', 'sp500.csv', goodCsv)
    const asked = { sha256: id, asOf: '2008-09-14' }
    const study = valueOf(await call('evidence.study', asked))
    const chart = valueOf(await call('evidence.chart', asked))
    expect(study.asOf).toBe('2008-09-12')
    expect(study.drawdown.dates).toEqual(chart.dates)
    expect(study.cone).toHaveLength(20)
    const unknown = await call('evidence.study', { sha256: '0'.repeat(64), asOf: null })
    expect(codeOf(unknown)).toBe('evidence.not-found')
  })
})
