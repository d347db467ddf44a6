import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Of } from '../setup/download.mjs'

/**
 * Writes SHA256SUMS, as `sha256sum -c` reads it.
 * @param {string} folder
 * @param {string[]} names of files in it
 */
export async function writeChecksums(folder, names) {
  const lines = []
  for (const name of [...names].sort()) {
    lines.push(`${await sha256Of(join(folder, name))}  ${name}\n`)
  }
  await writeFile(join(folder, 'SHA256SUMS'), lines.join(''))
}
