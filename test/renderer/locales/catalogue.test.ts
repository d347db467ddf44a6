import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textResources } from '../../../renderer/src/app/text-resources'

type Tree = { [key: string]: string | Tree }

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`)
  )

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort()

const catalogue = (
  language: 'en' | 'zh-TW' | 'zh-CN',
  part: 'ui' | 'errors'
): Map<string, string> => new Map(leaves(textResources[language][part] as Tree))

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(vue|ts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

const source = filesUnder(join(import.meta.dirname, '../../../renderer/src'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

describe('the words of the window', () => {
  it.each(['ui', 'errors'] as const)(
    '%s: the languages have the same texts and placeholders',
    (part) => {
      const english = catalogue('en', part)
      for (const language of ['zh-TW', 'zh-CN'] as const) {
        const other = catalogue(language, part)
        expect([...other.keys()].sort()).toEqual([...english.keys()].sort())
        for (const [key, text] of english) {
          expect(placeholders(other.get(key) ?? ''), key).toEqual(placeholders(text))
        }
      }
    }
  )

  it('no text is empty, and no Chinese text was left in English', () => {
    // Names, units and file names that read the same in every language.
    const same =
      /^(name|fact\.hash|help\.enter|command\.pastedName|about\.chartText|live\.types\.etf)$|^timeline\.|^board\.trigger\.(rsi|macd)|^command\.range/
    const english = catalogue('en', 'ui')
    for (const [key, text] of catalogue('zh-TW', 'ui')) {
      expect(text.trim(), key).not.toBe('')
      if (!same.test(key)) expect(text, key).not.toBe(english.get(key))
    }
  })

  it('simplified Chinese is written in its own characters', () => {
    const traditional = /[設開選擇檔標顯團隊經過終臨時間數據圖關]/
    for (const [key, text] of catalogue('zh-CN', 'ui')) expect(text, key).not.toMatch(traditional)
  })

  it('every text of the catalogue is used somewhere', () => {
    // Families that are looked up by a word of the contract or of the data.
    const family =
      /^(stage\.(data|pending|running|completed|failed|cancelled|skipped)|role\.(pending|running|ok|abstained|timeout|error|cancelled|skipped|desk|model)|stance|direction|reason|session\.|timeline\.|roleTask|live\.types\.|chart\.(level|months|year|all)|settings\.(dark|ultra|section\.|benchmarkWrong\.)|providers\.(light|keyStore|kind|key|wrong|field|budget|budgetUnit)\.|summary\.(up|down|neutral|abstained)|connection\.|fact\.(split|total)|mandate\.(anyone|flat|holding|(equity|cost|risk|lot)(Hint|Wrong)?$)|record\.skillWords\.|outcome\.(no(tYet|tReached|Entry)|by(Range|Closes)|afterEntry|none|untold|came|path|side|judged|level|right|wrong|even)|drop|board\.(column|hint|trigger|flag|sum)\.)/
    const unused = [...catalogue('en', 'ui').keys()].filter(
      (key) => !family.test(key) && !source.includes(`'${key.replace(/_(one|other)$/, '')}'`)
    )
    expect(unused).toEqual([])
  })
})
