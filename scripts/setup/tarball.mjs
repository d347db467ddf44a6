import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createGunzip } from 'node:zlib'
import { SetupError } from '../support/setup-error.mjs'

// Field offsets: POSIX.1-1988 (ustar) header block.
const BLOCK = 512
const NAME_LENGTH = 100
const SIZE_AT = 124
const SIZE_LENGTH = 12

/**
 * Streams one file out of a gzipped tar archive, without holding it in memory.
 * @param {string} tarballPath the .tgz
 * @param {string} name the entry's full path in the archive
 * @param {string} target where to write it
 */
export async function extractFromTarball(tarballPath, name, target) {
  const source = createReadStream(tarballPath)
  const unzipped = source.pipe(createGunzip())
  source.on('error', (error) => unzipped.destroy(error))
  const output = createWriteStream(target)
  const reader = new TarReader(name, output)
  try {
    for await (const chunk of unzipped) {
      await reader.push(chunk)
      if (reader.finished) {
        break
      }
    }
  } finally {
    source.destroy()
    output.end()
    await once(output, 'close')
  }
  if (!reader.finished) {
    throw new SetupError(`The package does not hold ${name}.`, { code: 'damaged' })
  }
}

class TarReader {
  finished = false
  #wanted
  #output
  #pending = Buffer.alloc(0)
  #left = 0
  #padding = 0
  #writing = false

  constructor(wanted, output) {
    this.#wanted = wanted
    this.#output = output
  }

  async push(chunk) {
    let data = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk
    this.#pending = Buffer.alloc(0)
    while (data.length > 0 && !this.finished) {
      if (this.#left > 0 || this.#padding > 0) {
        data = await this.#body(data)
      } else if (data.length < BLOCK) {
        this.#pending = data
        return
      } else {
        this.#header(data.subarray(0, BLOCK))
        data = data.subarray(BLOCK)
      }
    }
  }

  #header(block) {
    const name = text(block, 0, NAME_LENGTH)
    const size = Number.parseInt(text(block, SIZE_AT, SIZE_LENGTH), 8) || 0
    this.#writing = name === this.#wanted
    this.#left = size
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK
    this.finished = this.#writing && size === 0
  }

  async #body(data) {
    const part = data.subarray(0, this.#left)
    this.#left -= part.length
    if (this.#writing && part.length > 0 && !this.#output.write(part)) {
      await once(this.#output, 'drain')
    }
    if (this.#left > 0) {
      return data.subarray(part.length)
    }
    this.finished = this.#writing
    const skipped = Math.min(this.#padding, data.length - part.length)
    this.#padding -= skipped
    return data.subarray(part.length + skipped)
  }
}

function text(block, start, length) {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end).trim()
}
