import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../support/e2e-app'

/** What `npm run dist` has made, by path. */
export interface BuiltPackages {
  folder: string
  /** electron-builder's folder: the program as it stands installed. */
  unpacked: string
  executable: string
  /** The application in it, and what of it cannot lie in an archive. */
  asar: string
  asarUnpacked: string
  deb: string
  archive: string
  billOfMaterials: string
  checksums: string
  /** As the packages are named, such as `0.1.0-electron33-test`. */
  version: string
}

export const executableName = 'war-room'
/** A machine may make packages for another processor too; it can try those for its own. */
const own =
  process.arch === 'arm64'
    ? { name: 'arm64', debian: 'arm64', unpacked: 'linux-arm64-unpacked' }
    : { name: 'x64', debian: 'amd64', unpacked: 'linux-unpacked' }
const debName = new RegExp(`^war-room_(.+)_${own.debian}\\.deb$`)

/** This machine's packages in `dist/`, or in the folder that WAR_ROOM_DIST names. */
export const builtPackages = (): BuiltPackages => {
  const folder = process.env['WAR_ROOM_DIST'] ?? join(projectFolder, 'dist')
  const names = readdirSync(folder)
  const only = (form: RegExp): string => {
    const found = names.filter((name) => form.test(name))
    if (found.length !== 1) throw new Error(`${folder} has ${found.length} files like ${form}`)
    return found[0] ?? ''
  }
  const deb = only(debName)
  const unpacked = join(folder, own.unpacked)
  return {
    folder,
    unpacked,
    executable: join(unpacked, executableName),
    asar: join(unpacked, 'resources', 'app.asar'),
    asarUnpacked: join(unpacked, 'resources', 'app.asar.unpacked'),
    deb: join(folder, deb),
    archive: join(folder, only(new RegExp(`^war-room-.*-linux-${own.name}\\.tar\\.gz$`))),
    billOfMaterials: join(folder, only(/^war-room-.*\.cdx\.json$/)),
    checksums: join(folder, 'SHA256SUMS'),
    version: debName.exec(deb)?.[1] ?? ''
  }
}
