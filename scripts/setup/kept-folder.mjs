import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inTurn } from '../support/turn.mjs'
import { ownedName, sweepOrphans } from './owned-name.mjs'

/**
 * Makes a folder of a tool's own below `.cache`, once for all who ask for it at the same time, and
 * whole or not at all: it is filled under a temporary name and put in its place by one rename.
 * @param {{ projectFolder: string, name: string, isReady: (folder: string) => boolean,
 *   fill: (temporary: string) => Promise<void> }} options fill: gets an empty folder
 * @returns {Promise<{ folder: string, changed: boolean }>}
 */
export async function ensureKeptFolder({ projectFolder, name, isReady, fill }) {
  const work = join(projectFolder, '.cache')
  const folder = join(work, name)
  if (isReady(folder)) {
    return { folder, changed: false }
  }
  return inTurn(join(work, `${name}.lock`), async () => {
    if (isReady(folder)) {
      return { folder, changed: false }
    }
    await sweepOrphans(work, name)
    const temporary = join(work, ownedName(name))
    await mkdir(temporary, { recursive: true })
    await fill(temporary)
    await rm(folder, { recursive: true, force: true })
    await rename(temporary, folder)
    return { folder, changed: true }
  })
}
