import { describe, expect, it, test } from 'vitest'
import { chartSeries } from '../../../main/evidence/chart'
import { evidenceTasks } from '../../../main/evidence/evidence-tasks'
import { originLine } from '../../../main/evidence/price-file/origin'
import { readPrices } from '../../../main/evidence/price-file'
import { originFixture } from '../../support/price-origin'
import { readText, refusalOfText, utf8 } from './price-text'

const rows = 'Date,Close\n2024-01-02,10\n2024-01-03,11\n'
const fetched = (change = {}): string => `${originLine(originFixture(change))}\n${rows}`

describe('the line of origin', () => {
  it.each([
    ['line feeds', fetched()],
    ['a byte order mark', `\ufeff${fetched()}`],
    ['returns and line feeds', fetched().replaceAll('\n', '\r\n')],
    ['returns', fetched().replaceAll('\n', '\r')],
    ['other comments around it', `# by hand\n${originLine(originFixture())}\n#\n${rows}`]
  ])('is read and kept with %s', (_name, text) => {
    const file = readText(text)
    expect(file.origin).toEqual(originFixture())
    expect([...file.bars.close]).toEqual([10, 11])
  })

  it('reaches the chart and what is told of an import', () => {
    const file = readText(fetched())
    expect(chartSeries(file, null).origin).toEqual(originFixture())
    const inspect = { name: 'a.csv', bytes: utf8(fetched()) }
    expect(evidenceTasks.inspect(inspect, () => undefined)).toMatchObject({
      bars: 2,
      origin: originFixture()
    })
  })

  it('may lack what its source does not know, and keeps names to one line', () => {
    const unknown = { name: null, currency: null, exchange: null, timeZone: null } as const
    expect(readText(fetched(unknown)).origin).toEqual(originFixture(unknown))
    const name = 'A\n<b>Works</b>\u202e'
    expect(readText(fetched({ name })).origin?.name).toBe('A <b>Works</b>')
  })

  it.each([
    ['source', { source: 'tape' }],
    ['symbol', { symbol: ' ' }],
    ['name', { name: 7 }],
    ['currency', { currency: 'dollars' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['adjustment', { adjustment: 'some' }],
    ['fetchedAt', { fetchedAt: 1.5 }],
    ['fetchedAt', { fetchedAt: null }],
    ['partial', { partial: '2024-02-30' }],
    ['origin.symbol', { symbol: undefined }]
  ])('with a wrong %s is refused by its row', (field, change) => {
    const refusal = refusalOfText(fetched(change))
    expect(refusal.code).toBe('evidence.bad-origin')
    expect(refusal.parameters).toMatchObject({ file: 'prices.csv', row: 1, field })
  })

  it.each([
    ['JSON', `# war-room-prices {"source":\n${rows}`, 1],
    ['JSON', `# war-room-prices\n${rows}`, 1],
    ['origin', `# one\n# war-room-prices []\n${rows}`, 2],
    ['origin', `${originLine(originFixture())}\n${fetched()}`, 2],
    ['origin.more', `# war-room-prices {"more":1}\n${rows}`, 1]
  ])('whose %s is wrong is refused by its row: %j', (field, text, row) => {
    expect(refusalOfText(text)).toMatchObject({
      code: 'evidence.bad-origin',
      parameters: { row, field }
    })
  })
})

test('rows below comments are named by their line in the file', () => {
  const file = readText(`# a\n# b\n${rows}`)
  expect([...file.bars.rows]).toEqual([4, 5])
  expect(file.origin).toBeNull()
  const bad = refusalOfText(`${fetched()}2024-01-04,many\n`)
  expect(bad.parameters).toMatchObject({ row: 5, column: 'Close' })
  const bare = refusalOfText('# a\nDate,Open\n2024-01-02,10\n')
  expect(bare).toMatchObject({ code: 'evidence.missing-column', parameters: { row: 2 } })
})

test('a file of comments only holds nothing to read', () => {
  expect(refusalOfText('# a\n#').code).toBe('evidence.empty')
  expect(refusalOfText(originLine(originFixture())).code).toBe('evidence.empty')
})

test('a close with its dividends folded in is a total return, like a file of adjusted closes', () => {
  expect(readText(fetched()).closeIsAdjusted).toBe(false)
  expect(readText(fetched({ adjustment: 'splits-and-dividends' })).closeIsAdjusted).toBe(true)
  const both = 'Date,Close,Adj Close\n2024-01-02,10,9\n2024-01-03,11,10\n'
  const line = originLine(originFixture({ adjustment: 'splits-and-dividends' }))
  expect(readText(`${line}\n${both}`).closeIsAdjusted).toBe(false)
})

test('a million comments are refused at once', () => {
  const bytes = utf8('#\n'.repeat(1_000_000))
  expect(() => readPrices(bytes, 'a.csv')).toThrow(/no header row/)
})

test('a day on which newer ones could not be had is read, and no other date', () => {
  expect(readText(fetched({ askedOn: '2024-05-06' })).origin?.askedOn).toBe('2024-05-06')
  expect(readText(fetched()).origin).not.toHaveProperty('askedOn')
  expect(refusalOfText(fetched({ askedOn: '6 May' })).code).toBe('evidence.bad-origin')
})
