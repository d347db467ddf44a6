import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of its own in memory, which can be filled. Needs root. */
export class SmallDisk {
  readonly folder: string
  readonly #ballast: string

  constructor(kibibytes: number) {
    this.folder = mkdtempSync(join(tmpdir(), 'war-room-disk-'))
    const options = `size=${kibibytes}k,mode=0700`
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', this.folder])
    this.#ballast = join(this.folder, 'ballast')
  }

  /** Takes all that is free, to the last page. */
  fill(): void {
    const file = openSync(this.#ballast, 'a')
    try {
      for (;;) writeSync(file, new Uint8Array(4_096))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }

  /** Takes so much of what is free. */
  reserve(kibibytes: number): void {
    writeFileSync(this.#ballast, new Uint8Array(kibibytes * 1_024))
  }

  /** Gives back what `fill` and `reserve` took. */
  free(): void {
    rmSync(this.#ballast, { force: true })
  }

  remount(options: string): void {
    execFileSync('mount', ['-o', `remount,${options}`, this.folder])
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder])
    rmSync(this.folder, { recursive: true, force: true })
  }
}
