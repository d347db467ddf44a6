import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Writes SHA256SUMS, as `sha256sum -c` reads it.
 * @param {string} folder
 * @param {string[]} names of files in it
 */
export async function writeChecksums(folder, names) {
  const lines = []
  for (const name of [...names].sort()) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(folder, name)), hash)
    lines.push(`${hash.digest('hex')}  ${name}\n`)
  }
  await writeFile(join(folder, 'SHA256SUMS'), lines.join(''))
}
