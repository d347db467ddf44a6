import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

// The contributors have no address of their own: "invalid" is the domain that never is one.
export const MAINTAINER = 'War Room contributors <noreply@war-room.invalid>'

const KIBIBYTE = 1024
const DESCRIPTION = [
  'team of analyst roles for a financial subject',
  ' War Room puts a team of analyst roles on one subject: an index, a share, or',
  ' a file of daily prices. The roles work stage by stage, each in a panel of its',
  ' own, and the room ends in one summary with a stance, levels and dissent, in',
  ' which every figure can be traced to its source.',
  ' .',
  ' It works without a network and without a model. Language models, on this',
  ' computer or elsewhere, can be asked to fill the roles.'
]

/**
 * The control file of a package.
 * @param {{ version: string, architecture: string, depends: string, installedSize: number }} options
 *   version: Debian's form; installedSize: in KiB
 */
export function controlText({ version, architecture, depends, installedSize }) {
  const fields = {
    Package: 'war-room',
    Version: version,
    Section: 'misc',
    Priority: 'optional',
    Architecture: architecture,
    Maintainer: MAINTAINER,
    'Installed-Size': installedSize,
    Depends: depends,
    // Keys are kept by the desktop's key store; a click on a source opens the browser.
    Recommends: 'libsecret-1-0, gnome-keyring | kwalletmanager, xdg-utils',
    Suggests: 'fonts-noto-cjk',
    Description: DESCRIPTION.join('\n')
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`)
  return lines.join('')
}

/** What a folder takes once it is installed, as dpkg-gencontrol counts it: in KiB. */
export function installedSize(folder) {
  return entriesUnder(folder)
    .map((entry) => (entry.isFile() ? Math.ceil(sizeOf(entry) / KIBIBYTE) : 1))
    .reduce((sum, size) => sum + size, 0)
}

/** The file md5sums, by which `dpkg --verify` finds what was changed after an installation. */
export function checksums(folder) {
  const files = entriesUnder(folder).filter((entry) => entry.isFile())
  const lines = files.map((entry) => {
    const path = pathOf(entry)
    const sum = createHash('md5').update(readFileSync(path)).digest('hex')
    return `${sum}  ${relative(folder, path)}\n`
  })
  return lines.sort((a, b) => (a.slice(34) < b.slice(34) ? -1 : 1)).join('')
}

function entriesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
}

function pathOf(entry) {
  return join(entry.parentPath, entry.name)
}

function sizeOf(entry) {
  return lstatSync(pathOf(entry)).size
}
