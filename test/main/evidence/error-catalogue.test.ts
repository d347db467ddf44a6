import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorCodes } from '../../../preload/contract/errors'
import { evidenceError } from '../../../main/evidence/evidence-error'

type Node = string | { [key: string]: Node }

const catalogue = (language: string): Map<string, string> => {
  const texts = new Map<string, string>()
  const walk = (node: Node, path: string[]): void => {
    if (typeof node === 'string') texts.set(path.join('.'), node)
    else for (const [key, child] of Object.entries(node)) walk(child, [...path, key])
  }
  walk(JSON.parse(readFileSync(`locales/${language}/errors.json`, 'utf8')) as Node, [])
  return texts
}

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

test.each(['en', 'zh-TW'])(
  'every error code has a text in %s, and nothing else has',
  (language) => {
    const codes = [...catalogue(language).keys()].sort()
    expect(codes).toEqual(Object.values(errorCodes).toSorted())
  }
)

test('texts in zh-TW take the parameters of the English ones', () => {
  const english = catalogue('en')
  for (const [code, text] of catalogue('zh-TW')) {
    expect(placeholders(text), code).toEqual(placeholders(english.get(code) ?? ''))
  }
})

test("an error's English message is the catalogue's sentence, filled in", () => {
  const error = evidenceError('bad-number', { file: 'a.csv', row: 3, column: 'Close', value: 'x' })
  expect(error.code).toBe('evidence.bad-number')
  expect(error.message).toBe(
    'a.csv, row 3, column Close: “x” is not a number that can be used here.'
  )
})
