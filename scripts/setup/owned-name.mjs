import { randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../support/turn.mjs'

// A temporary file or folder carries its owner in its name, so that a later run can tell what a
// killed run left behind from what a run beside it is still using. No locks are needed.
const MARK = '.war-room-tmp-'
const FOREIGN_STALE_MS = 30 * 60 * 1000
const host = hostname()
  .replace(/[^A-Za-z0-9]/g, '')
  .slice(0, 24)

/** A new temporary name for `base`, owned by this process. */
export function ownedName(base) {
  return `${base}${MARK}${host}-${process.pid}-${randomBytes(4).toString('hex')}`
}

/** Paths in `folder` that were made for `base` by runs which are over. */
export async function findOrphans(folder, base) {
  const names = await readdir(folder).catch(() => [])
  const orphans = []
  for (const name of names) {
    if (name.startsWith(base + MARK) && (await isOrphan(folder, name, base))) {
      orphans.push(join(folder, name))
    }
  }
  return orphans
}

/** Removes what ended runs left in `folder` for `base`. */
export async function sweepOrphans(folder, base) {
  for (const path of await findOrphans(folder, base)) {
    await rm(path, { recursive: true, force: true })
  }
}

async function isOrphan(folder, name, base) {
  const [owner, pid] = name.slice(base.length + MARK.length).split('-')
  if (owner === host) {
    return !isAlive(Number(pid))
  }
  // Another machine or container shares the folder: its process ids mean nothing here.
  const info = await stat(join(folder, name)).catch(() => null)
  return info !== null && Date.now() - info.mtimeMs > FOREIGN_STALE_MS
}
