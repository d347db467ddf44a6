import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  crashFolder,
  keepsCrashReports,
  keptCrashReports,
  removeOldReports,
  settleCrashReports
} from '../../../main/app/crash-reports'
import { defaultSettings } from '../../../preload/contract/settings'

let folder = ''
let settingsFile = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-crashes-'))
  settingsFile = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const crashes = (count: number): void => {
  mkdirSync(join(crashFolder(folder), 'completed'), { recursive: true })
  for (let age = 0; age < count; age += 1) {
    for (const ending of ['dmp', 'meta']) {
      const file = join(crashFolder(folder), 'completed', `${age}.${ending}`)
      writeFileSync(file, 'memory')
      utimesSync(file, 1_000_000 - age, 1_000_000 - age)
    }
  }
}
const names = (): string[] => readdirSync(join(crashFolder(folder), 'completed')).sort()

/** The part of Electron that writes reports, which writes down how it was started. */
const start = (): unknown[] => {
  const told: unknown[] = []
  settleCrashReports({
    app: { getPath: () => folder, setPath: (name, path) => void told.push([name, path]) },
    crashReporter: { start: (options) => void told.push(options) }
  })
  return told
}

describe('crash reports', () => {
  it.each([
    ['nothing was said', null],
    ['they were switched off', JSON.stringify(defaultSettings('en'))],
    ['the file is damaged', '{"keepCrashReports": true'],
    ['the file is of another shape', '{"keepCrashReports": true, "else": 1}'],
    ['the wish is no wish', '{"keepCrashReports": "yes"}'],
    ['it is a list', '[true]']
  ])('are not written where %s, and earlier ones go', (_case, text) => {
    if (text !== null) writeFileSync(settingsFile, text)
    crashes(2)
    expect(start()).toEqual([])
    expect(readdirSync(folder)).toEqual(text === null ? [] : ['settings.json'])
  })

  it('are kept where the person asked for it, on this computer only', () => {
    writeFileSync(settingsFile, '{"keepCrashReports": true}')
    expect(keepsCrashReports(settingsFile)).toBe(true)
    expect(start()).toEqual([
      ['crashDumps', crashFolder(folder)],
      { uploadToServer: false, compress: false }
    ])
  })

  it('are ten at most at a start, the newest, each with its notes', () => {
    writeFileSync(settingsFile, '{"keepCrashReports": true}')
    crashes(keptCrashReports + 5)
    writeFileSync(join(crashFolder(folder), 'settings.dat'), 'its own')
    start()
    const kept = Array.from({ length: keptCrashReports }, (_value, age) => age)
    expect(names()).toEqual(kept.flatMap((age) => [`${age}.dmp`, `${age}.meta`]).sort())
    expect(readdirSync(crashFolder(folder)).sort()).toEqual(['completed', 'settings.dat'])
  })

  it('that are not there need no removing', () => {
    expect(() => removeOldReports(join(folder, 'none'))).not.toThrow()
  })
})
