import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tightenFolder } from '../../../main/storage/private-folder'
import { sharedPaths } from '../../support/shared-paths'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-private-'))
  for (const name of ['evidence/ab', 'logs', 'Local Storage']) {
    mkdirSync(join(folder, name), { recursive: true })
  }
  const files = ['settings.json', 'providers.json', 'keys.json', 'prices.db-wal', 'journal.sqlite']
  for (const name of [...files, 'evidence/ab/abcd', 'logs/war-room.1.log', 'Local Storage/LOG']) {
    writeFileSync(join(folder, name), name)
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chmodSync(join(folder, name), 0o775)
  }
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modeOf = (name: string): number => statSync(join(folder, name)).mode & 0o777

describe('what an earlier run left', () => {
  it('is its owner’s alone once the program’s own folder was gone through', async () => {
    expect(sharedPaths(folder)).toHaveLength(13)
    expect(await tightenFolder(folder, { whole: true })).toBe(0)
    expect(sharedPaths(folder)).toEqual([])
    expect(modeOf('.')).toBe(0o700)
  })

  it('is tightened by name in a folder that holds other things, and these are left', async () => {
    expect(await tightenFolder(folder, { whole: false })).toBe(0)
    expect(
      sharedPaths(folder)
        .map((line) => line.slice(line.indexOf(' ') + 1))
        .sort()
    ).toEqual(['', 'Local Storage', 'Local Storage/LOG'].map((name) => join(folder, name)))
    rmSync(join(folder, 'Local Storage'), { recursive: true })
    await tightenFolder(folder, { whole: false })
    expect(sharedPaths(folder)).toEqual([])
  })

  it('keeps what a link leads to as it is', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'war-room-outside-'))
    try {
      writeFileSync(join(outside, 'file'), '')
      chmodSync(outside, 0o755)
      symlinkSync(outside, join(folder, 'logs', 'link'))
      await tightenFolder(folder, { whole: true })
      expect(statSync(outside).mode & 0o777).toBe(0o755)
    } finally {
      rmSync(outside, { recursive: true, force: true })
    }
  })

  it('is left where there is none, and on Windows', async () => {
    expect(await tightenFolder(join(folder, 'none'), { whole: true })).toBe(0)
    expect(await tightenFolder(join(folder, 'none'), { whole: false })).toBe(0)
    await tightenFolder(folder, { whole: true, platform: 'win32' })
    expect(modeOf('.')).toBe(0o755)
  })
})
