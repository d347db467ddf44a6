import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { appPaths } from '../../../main/app/app-paths'
import { launchImport } from '../../../main/app/launch-import'
import { launchRequest } from '../../../main/app/launch-request'
import { languageOfLocale } from '../../../main/app/system-language'

const folder = mkdtempSync(join(tmpdir(), 'war-room-launch-'))
writeFileSync(join(folder, 'prices.csv'), '')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const subjectOf = (argv: string[], development = true): string | null =>
  launchRequest({ argv, development, workingFolder: folder }).rooms[0]?.subject ?? null

describe('a start', () => {
  it('opens the file it is given, as an absolute path', () => {
    const file = join(folder, 'prices.csv')
    expect(subjectOf(['electron', '.', 'prices.csv'])).toBe(file)
    expect(subjectOf(['electron', '--no-sandbox', '.', '--inspect=0', file])).toBe(file)
    expect(subjectOf(['war-room', file], false)).toBe(file)
  })

  it('opens a case by its name, and an empty room without one', () => {
    expect(subjectOf(['electron', '.', 'SP500'])).toBe('SP500')
    expect(subjectOf(['electron', '.', '--no-sandbox'])).toBeNull()
    expect(subjectOf(['war-room'], false)).toBeNull()
  })

  it('takes a file of providers in by its switch, and does not mistake that for a subject', () => {
    const file = join(folder, 'p.json')
    const lines = [
      ['electron', '.', '--import-providers', 'p.json', 'prices.csv'],
      ['electron', '.', 'prices.csv', `--import-providers=${file}`]
    ]
    for (const argv of lines) {
      expect(launchImport({ argv, workingFolder: folder })).toBe(file)
      expect(subjectOf(argv)).toBe(join(folder, 'prices.csv'))
    }
    for (const argv of [['war-room'], ['war-room', '--import-providers', '--x']]) {
      expect(launchImport({ argv, workingFolder: folder })).toBeNull()
    }
  })

  it.each([
    ['en-US', 'en'],
    ['de', 'en'],
    ['', 'en'],
    ['zh-TW', 'zh-TW'],
    ['zh-Hant-HK', 'zh-TW'],
    ['zh_MO', 'zh-TW'],
    ['zh-CN', 'zh-CN'],
    ['zh-Hans-SG', 'zh-CN'],
    ['zh', 'zh-CN']
  ])('on a system in %s speaks %s', (locale, language) => {
    expect(languageOfLocale(locale)).toBe(language)
  })

  it('finds its page and preload from the entry and from shared code alike', () => {
    const entry = pathToFileURL(join(folder, 'out', 'main', 'index.js')).href
    const chunk = pathToFileURL(join(folder, 'out', 'main', 'chunks', 'start-1.js')).href
    const expected = {
      main: join(folder, 'out', 'main'),
      page: join(folder, 'out', 'renderer'),
      preload: join(folder, 'out', 'preload', 'index.cjs'),
      icon: join(folder, 'out', 'main', 'icon.png')
    }
    expect(appPaths(entry)).toEqual(expected)
    expect(appPaths(chunk)).toEqual(expected)
  })
})
