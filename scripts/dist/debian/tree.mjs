import { chmodSync, cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readElf } from '../elf.mjs'
import { ICON_SIZES } from '../icons.mjs'

const HOME = 'usr/lib/war-room'
const FILE = 0o644
const PROGRAM = 0o755
// Chromium's sandbox starts by it where the kernel gives a user no namespaces.
const SET_USER_ID = 0o4755
const PROGRAMS = new Map([
  ['war-room', PROGRAM],
  ['chrome_crashpad_handler', PROGRAM],
  ['chrome-sandbox', SET_USER_ID]
])
// electron-builder puts these into the folder for the rpm that it makes of it too.
const OF_THE_RPM = new Set(['resources/apparmor-profile', 'resources/package-type'])
// The icon theme has no folder for a larger one: it takes the drawing itself.
const LARGEST_ICON = 512

/**
 * Copies electron-builder's folder to where the package installs it, with the modes of a package.
 * What was compiled for another processor stays out.
 * @param {{ unpackedFolder: string, root: string, architecture: string }} options
 * @returns {{ name: string, elf: ReturnType<typeof readElf> }[]} programs and libraries in it
 */
export function installProgram({ unpackedFolder, root, architecture }) {
  const home = join(root, HOME)
  const compiled = []
  const isOurs = (path) => {
    const elf = readElf(path)
    if (elf !== null && elf.architecture === architecture) {
      compiled.push({ name: basename(path), elf })
    }
    return elf === null || elf.architecture === architecture
  }
  for (const path of filesUnder(unpackedFolder)) {
    if (!OF_THE_RPM.has(path) && isOurs(join(unpackedFolder, path))) {
      mkdirSync(dirname(join(home, path)), { recursive: true })
      cpSync(join(unpackedFolder, path), join(home, path))
      chmodSync(join(home, path), PROGRAMS.get(path) ?? FILE)
    }
  }
  mkdirSync(join(root, 'usr/bin'), { recursive: true })
  symlinkSync('../lib/war-room/war-room', join(root, 'usr/bin/war-room'))
  return compiled
}

/**
 * Puts everything beside the program into a package: what menus, the manual and Debian's tools read.
 * @param {string} root
 * @param {{ desktop: string, iconsFolder: string, iconSource: string, copyright: string,
 *   changelog: string, manual: string, overrides: string }} texts
 */
export function installSurroundings(root, texts) {
  const { iconsFolder, iconSource, changelog, manual } = texts
  put(root, 'usr/share/applications/war-room.desktop', texts.desktop)
  put(root, 'usr/share/doc/war-room/copyright', texts.copyright)
  put(root, 'usr/share/doc/war-room/changelog.gz', packed(changelog))
  put(root, 'usr/share/man/man1/war-room.1.gz', packed(manual))
  put(root, 'usr/share/lintian/overrides/war-room', texts.overrides)
  for (const size of ICON_SIZES.filter((side) => side <= LARGEST_ICON)) {
    const sides = `${size}x${size}`
    copy(join(iconsFolder, `${sides}.png`), root, `${sides}/apps/war-room.png`)
  }
  copy(iconSource, root, 'scalable/apps/war-room.svg')
}

/** Writes one file of a package and the folders above it. */
export function put(root, path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
  chmodSync(join(root, path), FILE)
}

/** Gives every folder the mode that a package's folders have, whatever the umask was. */
export function openFolders(root) {
  chmodSync(root, PROGRAM)
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) {
      chmodSync(join(entry.parentPath, entry.name), PROGRAM)
    }
  }
}

function copy(from, root, path) {
  const target = join(root, 'usr/share/icons/hicolor', path)
  mkdirSync(dirname(target), { recursive: true })
  cpSync(from, target)
  chmodSync(target, FILE)
}

/** Node writes no time and no name into what it packs, so it comes out the same each time. */
function packed(text) {
  return gzipSync(text, { level: 9 })
}

function filesUnder(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(below, entry.name)
      return entry.isDirectory() ? filesUnder(folder, path) : [path]
    })
}
