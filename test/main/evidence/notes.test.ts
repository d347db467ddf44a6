import { expect, test } from 'vitest'
import { maximumNoteBytes } from '../../../preload/contract/limits'
import { notesUpTo, readNotes, type NoteLine } from '../../../main/evidence/notes'
import { refusalOf } from './price-text'
import { itemOf } from './series'

const read = (text: string): NoteLine[] => readNotes(itemOf('notes', text, 'notes.md'))
const dated = (text: string): [date: string | null, text: string][] =>
  read(text).map((line) => [line.date, line.text])

test.each([
  ['2024-01-05', 'ISO'],
  ['2024/1/5', 'slashes'],
  ['2024.01.05', 'full stops'],
  ['2024年1月5日', 'Chinese'],
  ['2024 年 1 月 5 日', 'Chinese with spaces'],
  ['民國113年1月5日', 'Republic of China'],
  ['113年1月5日', 'Republic of China without its name'],
  ['5 Jan 2024', 'day first'],
  ['5th January 2024', 'an ordinal'],
  ['Jan 5, 2024', 'month first'],
  ['January 5 2024', 'month first without a comma'],
  ['Jan. 5, 2024', 'a shortened month']
])('reads %s (%s) at the start, in the middle and as a heading', (written) => {
  expect(dated(`${written}: sales rose.`)).toEqual([['2024-01-05', `${written}: sales rose.`]])
  expect(read(`As of ${written} sales rose.`)[0]?.date).toBe('2024-01-05')
  for (const heading of [`# ${written}`, `## News, ${written}`, written, `**${written}**`]) {
    expect(dated(`${heading}\n\nSales rose.`).at(-1)).toEqual(['2024-01-05', 'Sales rose.'])
  }
})

test.each(['05/01/2024', '2024-02-30', '1月5日', 'January 2024', 'in 2024', '20240105', 'May 5'])(
  '%s dates nothing, since it is no date or can be read in several ways',
  (text) => {
    expect(read(`${text} sales rose.`)[0]?.date).toBeNull()
  }
)

test('a heading dates the lines below it until one of its own level or above', () => {
  const text = [
    'Before.',
    '# 2024-01-05',
    'One.',
    '## Details',
    'Two.',
    '# Background',
    'Three.',
    '2024-02-01',
    'Four.',
    '- 2024-03-01: five.',
    'Six.'
  ].join('\n')
  expect(dated(text)).toEqual([
    [null, 'Before.'],
    ['2024-01-05', 'One.'],
    ['2024-01-05', 'Details'],
    ['2024-01-05', 'Two.'],
    [null, 'Background'],
    [null, 'Three.'],
    ['2024-02-01', 'Four.'],
    ['2024-03-01', '2024-03-01: five.'],
    ['2024-02-01', 'Six.']
  ])
})

test('a line under an old heading that speaks of a later day counts as of that day', () => {
  const lines = read('# 2024-01-05\nOn 2024-06-01 it fell by half.\nQuiet.')
  expect(lines.map(({ date }) => date)).toEqual(['2024-06-01', '2024-01-05'])
  const { shown, withheld } = notesUpTo(lines, '2024-03-01')
  expect(shown.map(({ text }) => text)).toEqual(['Quiet.'])
  expect(withheld).toBe(1)
})

test('a line that starts with its date keeps it, whatever day it announces', () => {
  expect(read('2024-01-05: results are due on 2024-02-20.')[0]?.date).toBe('2024-01-05')
})

test('sentences after the date asked are withheld and undated ones are marked', () => {
  const lines = read('2024-01-05 Old.\n2024-01-06 Same day.\n2024-01-07 Later.\n\nUndated.')
  const { shown, withheld } = notesUpTo(lines, '2024-01-06')
  expect(withheld).toBe(1)
  expect(shown.map(({ text, mayContainHindsight }) => [text, mayContainHindsight])).toEqual([
    ['2024-01-05 Old.', false],
    ['2024-01-06 Same day.', false],
    ['Undated.', true]
  ])
})

test('each sentence keeps its file, its line and the hash of the note', () => {
  const item = itemOf('notes', '\ufeff\r\n> First. Second!\r\n\r\n1. Third?\r\n', 'n.txt')
  expect(readNotes(item)).toEqual(
    [
      [2, 'First.'],
      [2, 'Second!'],
      [4, 'Third?']
    ].map(([line, text]) => {
      return { file: 'n.txt', line, date: null, text, url: null, sha256: item.sha256 }
    })
  )
})

test.each([
  ['Sales rose 1.5 % to 3.2 bn. Costs fell.', ['Sales rose 1.5 % to 3.2 bn.', 'Costs fell.']],
  ['Acme Inc. rose. So did the U.S. market.', ['Acme Inc. rose.', 'So did the U.S. market.']],
  ['營收成長。毛利下滑！原因不明？', ['營收成長。', '毛利下滑！', '原因不明？']],
  ['公司說「會更好。」市場不信。', ['公司說「會更好。」', '市場不信。']],
  ['He said "no." They left.', ['He said "no."', 'They left.']],
  ['No stop at the end', ['No stop at the end']]
])('splits %j into its sentences', (text, sentences) => {
  expect(read(text).map((line) => line.text)).toEqual(sentences)
})

test('reads UTF-16 with its mark', () => {
  const bytes = Buffer.from('\ufeff2024年1月5日 營收成長。', 'utf16le')
  expect(readNotes({ kind: 'notes', name: 'n.txt', sha256: '', bytes })[0]?.date).toBe('2024-01-05')
})

test.each([
  ['evidence.not-text', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0])],
  ['evidence.not-text', Buffer.from([0xa4, 0xe9, 0xb4, 0xc1])],
  ['evidence.empty', Buffer.from('')],
  ['evidence.empty', Buffer.from('\n  \n# 2024-01-05\n')],
  ['evidence.too-large', Buffer.alloc(maximumNoteBytes + 1, 'a')]
])('refuses with %s what it cannot read', (code, bytes) => {
  const refusal = refusalOf(() => readNotes({ kind: 'notes', name: 'n.md', sha256: '', bytes }))
  expect(refusal).toMatchObject({ code, parameters: { file: 'n.md' } })
  expect(refusal.message).toContain('n.md')
})

test('a line of nothing but marks or abbreviations is read in no time', () => {
  for (const line of ['.'.repeat(500_000), 'U.S. '.repeat(50_000).trim(), '?!'.repeat(200_000)]) {
    expect(read(`Sales rose. ${line}`).map(({ text }) => text)).toEqual(['Sales rose.', line])
  }
})
