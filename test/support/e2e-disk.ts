import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { isRoot, type RoomApp } from './e2e-app'
import { SmallDisk } from './small-disk'

const diskKibibytes = 4_096
/** Too short for whatever is written behind a database's first pages. */
const allowedFileBytes = 4_096

/** A data folder that runs out of room while the program writes to it, and gets room again. */
export interface TightDisk {
  /** Part of what the user is told. */
  readonly words: RegExp
  fill(app: RoomApp): void
  free(app: RoomApp): void
  remove(): void
}

const fileSizeLimit = ({ pid }: RoomApp, limit: number | 'unlimited'): void => {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${limit}:`])
}

/** Whoever may not mount a disk lets the system refuse the program longer files instead. */
const limitedFiles = (): TightDisk => ({
  words: /could not be read or written/,
  fill: (app) => fileSizeLimit(app, allowedFileBytes),
  free: (app) => fileSizeLimit(app, 'unlimited'),
  remove: () => undefined
})

/** Gives a profile that was not used yet its data folder on such a disk. */
export const tightDisk = (profile: string): TightDisk => {
  if (!isRoot) return limitedFiles()
  const disk = new SmallDisk(diskKibibytes)
  symlinkSync(disk.folder, join(profile, 'data'))
  return {
    words: /disk is full/,
    fill: () => disk.fill(),
    free: () => disk.free(),
    remove: () => disk.remove()
  }
}
