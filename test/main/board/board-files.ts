import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSeries, type SeriesPlan } from '../../support/series'
import { toCsv } from '../../support/series-csv'

/** The beginning of a picture, under whatever name. */
export const pngBytes = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...[0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15]
])

export interface FileFolder {
  folder: string
  /** Writes a file and gives its path. */
  write(name: string, content: Uint8Array | string): string
  /** Writes a price file of a seeded series. */
  series(name: string, plan: SeriesPlan): string
  remove(): void
}

export const fileFolder = (): FileFolder => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-board-'))
  const write: FileFolder['write'] = (name, content) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  return {
    folder,
    write,
    series: (name, plan) => write(name, toCsv(makeSeries(plan))),
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}
