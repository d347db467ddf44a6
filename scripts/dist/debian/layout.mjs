import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { desktopFile } from '../desktop-entry.mjs'
import { electronVersionIn } from '../electron-here.mjs'
import { readElf } from '../elf.mjs'
import { drawIcons, iconSource } from '../icons.mjs'
import { checksums, controlText, installedSize, MAINTAINER } from './control.mjs'
import { dependsOf } from './depends.mjs'
import { installProgram, installSurroundings, openFolders, put } from './tree.mjs'
import { debianVersion } from './version.mjs'

const TEMPLATES = 'scripts/dist/debian'

/**
 * Lays out a package as dpkg-deb takes it: all that it installs, with the modes that it has there,
 * and `DEBIAN/`.
 * @param {{ unpackedFolder: string, root: string, iconsFolder: string, version: string, date: Date,
 *   projectFolder: string }} options root and iconsFolder: made here; version: as package.json
 *   writes it; date: what the package states as its time
 * @throws {Error} when the folder holds no program, or a library of an unknown package is asked for
 */
export function layOutPackage({ unpackedFolder, root, ...options }) {
  const program = readElf(join(unpackedFolder, 'war-room'))
  if (program === null) {
    throw new Error(`${unpackedFolder} holds no program of a processor that Debian names`)
  }
  const { architecture } = program
  const version = debianVersion(options.version)
  const compiled = installProgram({ unpackedFolder, root, architecture })
  const electron = electronVersionIn(unpackedFolder)
  installSurroundings(root, surroundings({ ...options, version, electron }))
  const files = compiled.map(({ elf }) => elf)
  const depends = dependsOf(files, new Set(compiled.map(({ name }) => name)))
  const control = { version, architecture, depends, installedSize: installedSize(root) }
  const sums = checksums(root)
  put(root, 'DEBIAN/control', controlText(control))
  put(root, 'DEBIAN/md5sums', sums)
  openFolders(root)
}

function surroundings({ version, date, projectFolder, electron, iconsFolder }) {
  drawIcons({ projectFolder, outputFolder: iconsFolder })
  const values = {
    VERSION: version,
    DATE: date.toISOString().slice(0, 10),
    ...licence(readFileSync(join(projectFolder, 'LICENSE'), 'utf8'))
  }
  const template = (name) => filled(join(projectFolder, TEMPLATES, name), values)
  return {
    desktop: desktopFile(electron),
    iconsFolder,
    iconSource: iconSource(projectFolder),
    copyright: template('copyright'),
    changelog: changelog(version, date),
    manual: template('war-room.1'),
    overrides: template('lintian-overrides')
  }
}

function changelog(version, date) {
  const when = date.toUTCString().replace('GMT', '+0000')
  const head = `war-room (${version}) unstable; urgency=medium`
  return `${head}\n\n  * War Room ${version}.\n\n -- ${MAINTAINER}  ${when}\n`
}

/** The project's licence as a paragraph of Debian's copyright file, and whose it is. */
function licence(text) {
  const [, holder] = /^Copyright \(c\) (.+)$/m.exec(text)
  const terms = text.slice(text.indexOf('Permission is')).trimEnd().split('\n')
  return { COPYRIGHT: holder, LICENSE: terms.map((line) => ` ${line || '.'}`).join('\n') }
}

function filled(path, values) {
  return readFileSync(path, 'utf8').replace(/@([A-Z]+)@/g, (_, name) => values[name])
}
