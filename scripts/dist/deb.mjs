import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildTime } from './build-time.mjs'
import { layOutPackage } from './debian/layout.mjs'

const COMPRESSIONS = { xz: ['-Zxz', '-z6'], gzip: ['-Zgzip', '-z1'], none: ['-Znone'] }
const SECOND_MS = 1000

/**
 * Makes a Debian package of electron-builder's unpacked folder, for the processor that the program
 * in it was compiled for. Of the same folder, version and SOURCE_DATE_EPOCH it makes the same bytes.
 * @param {{ unpackedFolder: string, outputFile: string, version: string, projectFolder: string,
 *   compression?: 'xz' | 'gzip' | 'none' }} options version: as package.json writes it
 * @throws {Error} as layOutPackage does
 */
export function makeDeb({ outputFile, projectFolder, compression = 'xz', ...options }) {
  mkdirSync(dirname(outputFile), { recursive: true })
  const work = mkdtempSync(`${outputFile}.`)
  try {
    const root = join(work, 'root')
    const date = buildTime(projectFolder)
    layOutPackage({ ...options, projectFolder, root, date, iconsFolder: join(work, 'icons') })
    const args = ['--root-owner-group', ...COMPRESSIONS[compression], '--build', root, outputFile]
    // dpkg-deb gives this time to every file that is newer.
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(date.getTime() / SECOND_MS) }
    execFileSync('dpkg-deb', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
