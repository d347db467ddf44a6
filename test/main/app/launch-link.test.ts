import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLink, linkSubject } from '../../../main/app/launch-link'
import { fileOfAddress, isFileAddress } from '../../../main/app/launch-file'
import { isSymbol } from '../../../preload/contract/symbol-text'

const link = (subject: string): string => `war-room://open?subject=${subject}`

describe('a link', () => {
  it.each([
    [link('2330'), '2330'],
    [link('2330.TW'), '2330.TW'],
    [link('SP500'), 'SP500'],
    [link('^GSPC'), '^GSPC'],
    [link('%5EGSPC'), '^GSPC'],
    [link('EURUSD=X'), 'EURUSD=X'],
    [link('EURUSD%3dX'), 'EURUSD=X'],
    ['war-room://open/?subject=BRK-B', 'BRK-B'],
    ['WAR-ROOM://OPEN?SUBJECT=AAPL', 'AAPL']
  ])('%s names %s', (text, subject) => {
    expect(linkSubject(text)).toBe(subject)
  })

  it.each([
    ...[
      '',
      'war-room:',
      'war-room://',
      'war-room://open',
      'war-room://open?',
      'war-room:open?subject=A'
    ],
    ...['war-room://open/2330', 'war-room://start?subject=A', 'war-room://open?symbol=A', link('')],
    ...[`${link('A')}&start=1`, `${link('A')}&subject=B`, `${link('A')}#x`, `${link('A')} `],
    ...[` ${link('A')}`, `${link('A')}\n`, `${link('A')}\0`, `${link('A')} --no-sandbox`],
    ...[link('/etc/passwd'), link('%2Fetc%2Fpasswd'), link('..%2fa.csv'), link('~'), link('%7E')],
    ...[link('prices.csv'), link('prices%2Ecsv'), link('A.JSON'), link('notes.txt'), link('a.tsv')],
    ...[link('%5C%5Chost%5Cshare'), link('C%3A%5Ca'), link('file%3A'), link('A%20B'), link('A+B')],
    ...[
      link('%'),
      link('%E0%A4%A'),
      link('%252Fetc'),
      link('%00'),
      link('２３３０'),
      link('台積電')
    ],
    ...[link('.'), link('..'), link('-x'), link('--no-sandbox'), link('='), link('A'.repeat(25))],
    ...[`"${link('A')}"`, `http://x/${link('A')}`, 'war-room://open:80?subject=A', `${link('A')}"`],
    ...['war-room://user@open?subject=A', 'war-room://open//?subject=A', link('A'.repeat(10_000))]
  ])('%j opens nothing', (text) => {
    expect(linkSubject(text)).toBeNull()
  })

  it('names a symbol or nothing, whatever it is made of, and never makes its reader throw', () => {
    const piece = fc.constantFrom(
      ...['war-room://open?subject=', '%2F', '%2e', '..', '/', '\\', '.csv', '&', '#', '%', '"'],
      ...['--', ' ', '\n', '\0', 'SP500', '2330', '^', '=', '%5E', 'file:///', '~', '\u202e', '%25']
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 60 }),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary-ascii', maxLength: 40 }).map(link),
      fc.array(piece, { maxLength: 4 }).map((pieces) => link(pieces.join('')))
    )
    let named = 0
    fc.assert(
      fc.property(text, (each) => {
        const subject = linkSubject(each)
        if (subject === null) return
        named += 1
        expect(isSymbol(subject)).toBe(true)
        expect(subject).not.toMatch(/[/\\~:\s\0]|^-|^\.|\.(csv|tsv|txt|json)$/i)
      }),
      { seed: 6, numRuns: 1_500 }
    )
    expect(named).toBeGreaterThan(30)
  })

  it('is known for one however it is written', () => {
    for (const text of [link('A'), 'WAR-ROOM:', ' war-room:x', '"war-room://x', "'war-room:"]) {
      expect(isLink(text)).toBe(true)
    }
    for (const text of ['', 'war-room', './war-room.csv', 'a war-room:x', '/x/war-room:a']) {
      expect(isLink(text)).toBe(false)
    }
  })
})

describe('the address of a file', () => {
  it.each([
    ['file:///data/prices.csv', '/data/prices.csv'],
    ['file://localhost/data/prices.csv', '/data/prices.csv'],
    ['FILE:///data/%E5%8F%B0%20a%23b.csv', '/data/台 a#b.csv']
  ])('%s is %s', (address, path) => {
    expect(isFileAddress(address)).toBe(true)
    expect(fileOfAddress(address)).toBe(path)
  })

  it.each([
    ...[
      'file://server/share/a.csv',
      'file:////server/share/a.csv',
      'file:///a%00.csv',
      'file:///a%2Fb'
    ],
    ...[
      'file:///a.csv?x=1',
      'file:///a.csv#x',
      'file:///%E0%A4%A',
      'https://x/a.csv',
      '/data/a.csv',
      ''
    ]
  ])('%j is none on this computer', (address) => {
    expect(fileOfAddress(address)).toBeNull()
  })

  it('is read without a fault, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => {
        const path = fileOfAddress(`file:${text}`)
        expect(path === null || (path.startsWith('/') && !path.includes('\0'))).toBe(true)
      }),
      { seed: 7, numRuns: 1_000 }
    )
  })
})
