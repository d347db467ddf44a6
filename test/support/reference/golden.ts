import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A golden file: facts by metric, as the reference of this folder worked them out once. */
export interface Golden {
  about: string
  series: string
  asOf: string
  facts: Record<string, number | string>
}

const folder = join('test', 'support', 'reference', 'golden')

export const goldenFile = (name: string): string => join(folder, `${name}.json`)

export const readGolden = (name: string): Golden =>
  JSON.parse(readFileSync(goldenFile(name), 'utf8')) as Golden
