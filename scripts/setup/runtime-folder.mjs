import { constants, existsSync, readFileSync, statSync } from 'node:fs'
import { cp, lstat, mkdir, readdir, readlink, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256Of } from './download.mjs'
import { ownedName, sweepOrphans } from './owned-name.mjs'

// The stamp lists every file, so that a runtime can be told whole from cut short at a glance.
const STAMP = '.war-room-runtime.json'

/**
 * Writes the stamp of a finished runtime folder: its key, its Electron version, and each file's size
 * and sha256.
 */
export async function stampRuntime(folder, { key, version }) {
  const files = []
  for (const name of await listFiles(folder)) {
    const info = await lstat(join(folder, name))
    files.push(
      info.isSymbolicLink()
        ? { name, link: await readlink(join(folder, name)) }
        : { name, size: info.size, sha256: await sha256Of(join(folder, name)) }
    )
  }
  await writeFile(join(folder, STAMP), JSON.stringify({ key, version, files }))
}

/** The stamp of a runtime folder whose files are all there with their sizes, or null. */
export function readRuntime(folder) {
  try {
    const stamp = JSON.parse(readFileSync(join(folder, STAMP), 'utf8'))
    const whole = stamp.files.every(
      ({ name, size, link }) => link !== undefined || statSync(join(folder, name)).size === size
    )
    return whole ? stamp : null
  } catch {
    return null
  }
}

/** True when every file of a stamped runtime has the sha256 that it was stamped with. */
export async function isUnchanged(folder, stamp) {
  for (const { name, sha256, link } of stamp.files) {
    if (link === undefined && (await sha256Of(join(folder, name)).catch(() => '')) !== sha256) {
      return false
    }
  }
  return true
}

/** Copies a runtime into the electron package, by one rename, and then points path.txt at it. */
export async function placeRuntime(source, electronFolder, executable, checkpoint) {
  const target = join(electronFolder, 'dist')
  const copy = join(electronFolder, ownedName('dist'))
  await cp(source, copy, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE
  })
  await checkpoint('copied')
  await replaceFolder(copy, target)
  await checkpoint('moved')
  const pathFile = join(electronFolder, ownedName('path.txt'))
  await writeFile(pathFile, executable)
  await rename(pathFile, join(electronFolder, 'path.txt'))
  await checkpoint('placed')
}

/** Moves `folder` to `target`, by renames only; what stood there before is removed. */
export async function replaceFolder(folder, target) {
  await mkdir(dirname(target), { recursive: true })
  if (existsSync(target)) {
    const old = ownedName(target)
    await rename(target, old)
    await rename(folder, target)
    await rm(old, { recursive: true, force: true })
    return
  }
  await rename(folder, target)
}

/** Removes what killed runs left beside the runtime. */
export async function sweepRuntime(electronFolder) {
  await sweepOrphans(electronFolder, 'dist')
  await sweepOrphans(electronFolder, 'path.txt')
}

async function listFiles(folder, below = '') {
  const names = []
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) {
      names.push(...(await listFiles(folder, name)))
    } else if (name !== STAMP) {
      names.push(name)
    }
  }
  return names.sort()
}
