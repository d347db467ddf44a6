import { createHash } from 'node:crypto'
import { lstatSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dependsOf } from '../../scripts/dist/debian/depends.mjs'
import { layOutPackage } from '../../scripts/dist/debian/layout.mjs'
import { debianVersion } from '../../scripts/dist/debian/version.mjs'
import { desktopEntry, desktopFile } from '../../scripts/dist/desktop-entry.mjs'
import { readElf } from '../../scripts/dist/elf.mjs'
import { linkScheme } from '../../main/app/launch-link'
import { logLevels } from '../../main/kernel/log'
import { fakeElf, writeProgram } from './support/fake-program'

const projectFolder = resolve(import.meta.dirname, '../..')
const sqlitePrebuilds = join(projectFolder, 'node_modules/@photostructure/sqlite/prebuilds')
const prebuilds = 'resources/app.asar.unpacked/prebuilds'

let folder: string
let root: string

const layOut = (name: string, files: Record<string, string | Buffer>): string => {
  const unpackedFolder = join(folder, `${name}-unpacked`)
  writeProgram(unpackedFolder, { version: '33.2.1\n', ...files })
  const made = { root: join(folder, name), iconsFolder: join(folder, `${name}-icons`) }
  const date = new Date('2026-03-04T05:06:07Z')
  const version = '0.1.0-electron33-test'
  layOutPackage({ ...made, unpackedFolder, projectFolder, version, date })
  return made.root
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-deb-'))
  root = layOut('package', {
    'war-room': fakeElf({
      needed: ['libffmpeg.so', 'libgtk-3.so.0', 'libnss3.so', 'libnssutil3.so', 'libc.so.6'],
      symbolVersions: ['GLIBC_2.9', 'GLIBC_2.28', 'NSS_3.30']
    }),
    'libffmpeg.so': fakeElf({ needed: ['libm.so.6'], symbolVersions: ['GLIBC_2.17'] }),
    'chrome-sandbox': fakeElf(),
    'resources/app.asar': 'x'.repeat(3000),
    'resources/package-type': 'rpm',
    'resources/apparmor-profile': 'profile "War Room"',
    [`${prebuilds}/linux-x64/part.node`]: fakeElf({ needed: ['libstdc++.so.6'] }),
    [`${prebuilds}/linux-arm64/part.node`]: fakeElf({ architecture: 'arm64' })
  })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const unpacked = (path: string): string =>
  gunzipSync(readFileSync(join(root, path))).toString('utf8')
const modeOf = (path: string): string => (lstatSync(join(root, path)).mode & 0o7777).toString(8)
const field = (name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(read('DEBIAN/control'))?.[1]

describe('the Debian package', () => {
  it('holds the program below /usr/lib, with a command for it', () => {
    expect(readlinkSync(join(root, 'usr/bin/war-room'))).toBe('../lib/war-room/war-room')
    expect(read('usr/lib/war-room/resources/app.asar')).toHaveLength(3000)
  })

  it('has the modes of a package, whatever the build had: the sandbox alone may raise rights', () => {
    const modes: Record<string, string> = {}
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name).slice(root.length + 1)
      if (entry.isDirectory()) expect(modeOf(path), path).toBe('755')
      if (entry.isFile() && modeOf(path) !== '644') modes[path] = modeOf(path)
    }
    expect(modes).toEqual({
      'usr/lib/war-room/war-room': '755',
      'usr/lib/war-room/chrome-sandbox': '4755'
    })
  })

  it('is for the processor of its program, and leaves out what is compiled for another', () => {
    expect(field('Architecture')).toBe('amd64')
    expect(readdirSync(join(root, 'usr/lib/war-room', prebuilds))).toEqual(['linux-x64'])
    const arm = layOut('arm', {
      'war-room': fakeElf({ architecture: 'arm64', needed: ['ld-linux-aarch64.so.1'] })
    })
    const control = readFileSync(join(arm, 'DEBIAN/control'), 'utf8')
    expect(control).toContain('Architecture: arm64\n')
    expect(control).toContain('Depends: libc6\n')
  })

  it('has nothing that is for the rpm, which is made of the same folder before it', () => {
    expect(readdirSync(join(root, 'usr/lib/war-room/resources')).sort()).toEqual([
      'app.asar',
      'app.asar.unpacked'
    ])
  })

  it('depends on what its binaries ask for and it does not hold itself', () => {
    expect(field('Depends')).toBe(
      'libc6 (>= 2.28), libgtk-3-0t64 | libgtk-3-0, libnss3, libstdc++6'
    )
  })

  it('states a sum for each file, the size of all, and no script that runs as root', () => {
    const lines = read('DEBIAN/md5sums').trimEnd().split('\n')
    const asar = createHash('md5').update('x'.repeat(3000)).digest('hex')
    expect(lines).toContain(`${asar}  usr/lib/war-room/resources/app.asar`)
    const files = readdirSync(join(root, 'usr'), { recursive: true, withFileTypes: true })
    expect(lines).toHaveLength(files.filter((entry) => entry.isFile()).length)
    expect(Number(field('Installed-Size'))).toBeGreaterThan(files.length)
    expect(readdirSync(join(root, 'DEBIAN')).sort()).toEqual(['control', 'md5sums'])
  })

  it('brings an icon of each size, a manual page, a changelog and its licences', () => {
    const icons = join(root, 'usr/share/icons/hicolor')
    expect(readdirSync(icons).sort()).toEqual(
      [16, 24, 32, 48, 64, 128, 256, 512]
        .map((size) => `${size}x${size}`)
        .concat('scalable')
        .sort()
    )
    expect(unpacked('usr/share/man/man1/war-room.1.gz')).toContain(
      '.TH WAR-ROOM 1 "2026-03-04" "War Room 0.1.0~electron33.test"'
    )
    expect(unpacked('usr/share/doc/war-room/changelog.gz')).toMatch(
      /^war-room \(0\.1\.0~electron33\.test\) .*[^]* {2}Wed, 04 Mar 2026 05:06:07 \+0000\n$/
    )
    const copyright = read('usr/share/doc/war-room/copyright')
    expect(copyright).toContain('resources/LICENSES.txt')
    expect(copyright).toMatch(/^License: Expat\n Permission is hereby granted/m)
    expect(copyright).not.toMatch(/@|undefined/)
  })

  it('describes the options as the program reads them', () => {
    const manual = unpacked('usr/share/man/man1/war-room.1.gz')
    for (const level of logLevels) expect(manual).toMatch(new RegExp(`^\\.BR? ${level}\\b`, 'm'))
    expect(manual).toContain(`${linkScheme}://open?subject=`.replaceAll('-', '\\-'))
  })

  it('refuses a folder without a program of a processor that it knows', () => {
    expect(() => layOut('none', { 'war-room': '#!/bin/sh\n' })).toThrow(/holds no program/)
  })
})

describe('a version', () => {
  it.each([
    ['0.1.0', '0.1.0'],
    ['0.1.0-electron33-test', '0.1.0~electron33.test'],
    ['1.2.3-beta.1', '1.2.3~beta.1']
  ])('%s is %s as Debian orders it: what comes before a release is older than it', (from, to) => {
    expect(debianVersion(from)).toBe(to)
  })

  it.each(['', '1.2', '1.0.0-', '1.0.0 evil', '1.0.0+build'])('%j is refused', (version) => {
    expect(() => debianVersion(version)).toThrow(/no version/)
  })
})

describe('what a binary asks for', () => {
  it.each([
    ['x64', 'amd64'],
    ['arm64', 'arm64']
  ])('is read from a real one, for %s', (processor, architecture) => {
    const file = '@photostructure+sqlite.glibc.node'
    const elf = readElf(join(sqlitePrebuilds, `linux-${processor}`, file))
    expect(elf).toMatchObject({ architecture })
    expect(elf?.needed).toEqual(expect.arrayContaining(['libstdc++.so.6', 'libc.so.6']))
    expect(elf?.symbolVersions).toContain('GLIBC_2.28')
  })

  it('is nothing where it is made for another system', () => {
    const file = '@photostructure+sqlite.glibc.node'
    expect(readElf(join(sqlitePrebuilds, 'win32-x64', file))).toBeNull()
  })

  it('is never guessed: a library that no package is known for ends the build', () => {
    const file = { needed: ['libnew.so.1', 'libnss3.so'], symbolVersions: [] }
    expect(() => dependsOf([file], new Set())).toThrow(/no package of libnew\.so\.1$/)
    expect(dependsOf([file], new Set(['libnew.so.1']))).toBe('libc6, libnss3')
  })

  it('orders the versions of the C library by number', () => {
    const file = { needed: [], symbolVersions: ['GLIBC_2.4', 'GLIBC_2.34', 'GLIBC_PRIVATE'] }
    expect(dependsOf([file], new Set())).toBe('libc6 (>= 2.34)')
  })
})

describe('the menu entry', () => {
  const lines = desktopFile('33.2.1').split('\n')

  it('opens files, links and a new room, in three languages', () => {
    expect(lines).toContain('Exec=war-room %U')
    expect(lines).toContain('MimeType=text/csv;x-scheme-handler/war-room;')
    expect(lines.slice(lines.indexOf('[Desktop Action new-room]'))).toEqual([
      '[Desktop Action new-room]',
      'Name=New room',
      expect.stringMatching(/^Name\[zh_CN\]=.*室$/),
      'Name[zh_TW]=新增戰情室',
      'Exec=war-room',
      ''
    ])
    for (const key of ['GenericName', 'Comment', 'Keywords']) {
      const texts = lines.filter((line) => line.startsWith(key))
      expect(new Set(texts.map((line) => line.split('=')[0]))).toEqual(
        new Set([key, `${key}[zh_CN]`, `${key}[zh_TW]`])
      )
    }
  })

  it('names the scheme that the program reads, and an icon and command of the package', () => {
    expect(lines).toContain(`MimeType=text/csv;x-scheme-handler/${linkScheme};`)
    expect(lines).toContain('Icon=war-room')
  })

  it('names the class of windows as the packaged Electron gives it', () => {
    expect(lines).toContain('StartupWMClass=War Room')
    expect(desktopEntry('45.4.1').entry['StartupWMClass']).toBe('war-room')
    expect(desktopEntry().entry['StartupWMClass']).toBe('war-room')
  })

  it('leaves to electron-builder what that writes itself', () => {
    const { entry, mimeTypes } = desktopEntry()
    expect(Object.keys(entry)).not.toContain('Exec')
    expect(Object.keys(entry)).not.toContain('MimeType')
    expect(mimeTypes).toEqual(['text/csv'])
  })
})
