import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { builtPackages } from '../support/built'
import { ensureInstalled, installedVersion, packageName } from '../support/installation'

const programFolder = '/usr/lib/war-room'
const everyBit = 0o7777

const run = (command: string, ...words: string[]): { status: number | null; text: string } => {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  return { status, text: `${stdout}${stderr}`.trim() }
}
const paths = (): string[] => run('dpkg', '--listfiles', packageName).text.split('\n')
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

beforeAll(() => ensureInstalled())

describe('the installed package', () => {
  it('is installed whole, as dpkg has it', () => {
    expect(installedVersion()).not.toBeNull()
    expect(run('dpkg', '--verify', packageName)).toEqual({ status: 0, text: '' })
    expect(run('dpkg', '--audit', packageName)).toEqual({ status: 0, text: '' })
  })

  it('lies where programs lie, and nowhere else', () => {
    const places =
      /^\/(?:usr\/(?:lib\/war-room(?:\/.*)?|bin\/war-room|share\/(?:applications\/war-room\.desktop|doc\/war-room(?:\/.*)?|icons\/hicolor\/.*\/war-room\.(?:png|svg)|lintian\/overrides\/war-room|man\/.*war-room\.1\.gz|metainfo\/.*war-room.*)))$/
    const files = paths().filter((path) => existsSync(path) && !statSync(path).isDirectory())
    expect(files.length).toBeGreaterThan(10)
    expect(files.filter((path) => !places.test(path))).toEqual([])
  })

  it('has a command for it', () => {
    expect(realpathSync('/usr/bin/war-room')).toBe(`${programFolder}/war-room`)
    expect(readlinkSync('/usr/bin/war-room')).toBe('../lib/war-room/war-room')
  })

  it('is the very program that was built', () => {
    const { executable, asar } = builtPackages()
    expect(hash(`${programFolder}/war-room`)).toBe(hash(executable))
    expect(hash(`${programFolder}/resources/app.asar`)).toBe(hash(asar))
  })

  it("lets Chromium's sandbox be set up where a user may not do that himself", () => {
    const { mode, uid, gid } = statSync(`${programFolder}/chrome-sandbox`)
    expect([mode & everyBit, uid, gid]).toEqual([0o4755, 0, 0])
  })

  it('is its owner’s alone to change, and has no other file with special rights', () => {
    const find = (...test: string[]): string =>
      run('find', programFolder, '/usr/share/doc/war-room', ...test).text
    expect(find('!', '-type', 'l', '-perm', '/022')).toBe('')
    expect(find('!', '-user', 'root', '-o', '!', '-group', 'root')).toBe('')
    expect(find('-perm', '/6000')).toBe(`${programFolder}/chrome-sandbox`)
  })

  it('has a desktop entry without a fault', () => {
    expect(run('desktop-file-validate', '/usr/share/applications/war-room.desktop')).toEqual({
      status: 0,
      text: ''
    })
  })

  it('is known to the desktop for price files and for its links', () => {
    const cache = readFileSync('/usr/share/applications/mimeinfo.cache', 'utf8').split('\n')
    const entries = (type: string): string[] =>
      cache.find((line) => line.startsWith(`${type}=`))?.split(/[=;]/) ?? []
    expect(entries('text/csv')).toContain('war-room.desktop')
    expect(entries('x-scheme-handler/war-room')).toContain('war-room.desktop')
  })

  it('brings the licences of Electron, of Chromium and its own', () => {
    for (const name of [
      'LICENSE.electron.txt',
      'LICENSES.chromium.html',
      'resources/LICENSES.txt'
    ]) {
      expect(existsSync(`${programFolder}/${name}`), name).toBe(true)
    }
    expect(readFileSync('/usr/share/doc/war-room/copyright', 'utf8')).toContain('License:')
  })

  it('has a page of the manual', () => {
    expect(paths()).toContain('/usr/share/man/man1/war-room.1.gz')
  })
})
