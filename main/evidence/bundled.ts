import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { evidenceError } from './evidence-error'

/** A case that comes with the program. `file` is its name in the folder of cases. */
export interface BundledCase {
  id: string
  name: string
  file: string
  attribution: string
}

/** See docs/decisions/0005-the-bundled-case.md for where the figures come from. */
export const bundledCases: readonly BundledCase[] = [
  {
    id: 'SP500',
    name: 'S&P 500',
    file: 'sp500.csv',
    attribution:
      'S&P 500 daily bars, 2000-01-03 to 2020-04-17, from vega-datasets 3.2.1 ' +
      '(data/sp500-2000.csv, package licence BSD-3-Clause), which names Yahoo Finance as its source.'
  }
]

/** The case of that id, in any case of letters; null when there is none. */
export const bundledCase = (id: string): BundledCase | null =>
  bundledCases.find((each) => each.id === id.trim().toUpperCase()) ?? null

/**
 * Reads a bundled case from the folder that the build copies them to (`out/main/cases`).
 * @throws {AppError} `evidence.unreadable` when the build left the file out
 */
export const readBundledCase = async (
  id: string,
  folder: string
): Promise<(BundledCase & { bytes: Uint8Array }) | null> => {
  const found = bundledCase(id)
  if (found === null) return null
  try {
    return { ...found, bytes: await readFile(join(folder, found.file)) }
  } catch (cause) {
    throw evidenceError('unreadable', { file: found.file }, cause)
  }
}
