import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { formatMegabytes } from './progress.mjs'

const LOOK_MS = 3000
const INNER = 'node_modules'

/** Says from time to time how many packages an installation has unpacked, and how large they are. */
export class InstallWatch {
  #projectFolder
  #paths
  #talk
  #timer
  #startedMs = performance.now()
  #seen = new Set()
  #bytes = 0

  /** @param {string[]} paths the packages' folders, relative to the project */
  constructor(projectFolder, paths, talk) {
    this.#projectFolder = projectFolder
    this.#paths = paths
    this.#talk = talk
    this.#timer = setInterval(() => this.#report(), LOOK_MS)
  }

  end() {
    clearInterval(this.#timer)
  }

  /** What was installed, such as `412 packages, 389.2 MB, 21 s`. */
  summary() {
    this.end()
    // From the start again: a package may have been seen with half of its files.
    this.#seen.clear()
    this.#bytes = 0
    this.#look()
    const seconds = Math.round((performance.now() - this.#startedMs) / 1000)
    return `${this.#seen.size} packages, ${formatMegabytes(this.#bytes)}, ${seconds} s`
  }

  #report() {
    const before = this.#seen.size
    this.#look()
    if (this.#seen.size > before) {
      const share = `${this.#seen.size} of ${this.#paths.length}`
      this.#talk(`  dependencies: ${share}, ${formatMegabytes(this.#bytes)}`)
    }
  }

  #look() {
    for (const path of this.#paths) {
      const folder = join(this.#projectFolder, path)
      // npm makes all folders at first; a package that is being unpacked is counted when next seen.
      if (!this.#seen.has(path) && statOf(join(folder, 'package.json')) !== undefined) {
        this.#seen.add(path)
        this.#bytes += bytesBelow(folder)
      }
    }
  }
}

function bytesBelow(folder) {
  let bytes = 0
  for (const entry of entriesOf(folder)) {
    if (entry.isDirectory() && entry.name !== INNER) {
      bytes += bytesBelow(join(folder, entry.name))
    } else if (entry.isFile()) {
      bytes += statOf(join(folder, entry.name))?.size ?? 0
    }
  }
  return bytes
}

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function statOf(path) {
  return statSync(path, { throwIfNoEntry: false })
}
