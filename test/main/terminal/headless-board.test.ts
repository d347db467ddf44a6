import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { BoardJsonRow } from '../../../main/terminal/board-json'
import type { RoomJson } from '../../../main/terminal/room-json'
import { buildWorker } from '../../support/build-worker'
import { fileFolder, pngBytes, type FileFolder } from '../board/board-files'
import { killRunning, runHeadless } from './headless-child'

let files: FileFolder
beforeEach(() => {
  files = fileFolder()
})
afterEach(() => {
  killRunning()
  files.remove()
})

const series = (name: string, seed: number, bars = 900): string =>
  files.series(name, { shape: 'garch', seed, bars })

describe('the board as a process', () => {
  it('gives rows as rooms on the same files give them, on every machine, and ends with 0', async () => {
    const paths = [series('b.csv', 2), files.write('picture.csv', pngBytes), series('a.csv', 1)]
    const args = ['board', ...paths, '--as-of', '2006-05-20', '--json']
    const environment = { TZ: 'Pacific/Kiritimati', LC_ALL: 'de_DE.UTF-8' }
    const first = await runHeadless(args, { folder: files.folder })
    const second = await runHeadless(args, { folder: files.folder, environment })
    expect([first.code, first.stderr]).toEqual([0, ''])
    expect(second.stdout).toBe(first.stdout)
    const rows = JSON.parse(first.stdout) as BoardJsonRow[]
    expect(rows.map(({ name }) => name)).toEqual(['b.csv', 'picture.csv', 'a.csv'])
    expect(rows[1]).toMatchObject({ error: { code: 'evidence.not-text' } })
    const json = join(files.folder, 'room.json')
    await runHeadless([paths[0] ?? '', '--as-of', '2006-05-20', '--json', json], {
      folder: files.folder
    })
    const { summary } = JSON.parse(readFileSync(json, 'utf8')) as RoomJson
    const { stance, p, margin } = summary ?? {}
    expect(rows[0]).toMatchObject({ stance, p, margin })
  })

  it('reads four times the files in no more memory', async () => {
    const paths = Array.from({ length: 20 }, (_, seed) => series(`s${seed}.csv`, seed, 4_000))
    const report = await buildWorker(peakReport)
    onTestFinished(report.remove)
    const few = await peakOf(paths.slice(0, 5), report.file)
    const all = await peakOf(paths, report.file)
    // The room is for a garbage collector that takes its time.
    expect(all / few).toBeLessThan(1.8)
  })
})

const peakReport = fileURLToPath(new URL('../../support/peak-report.ts', import.meta.url))

/** Resident memory at its highest, in megabytes, of a board on these files. */
const peakOf = async (paths: string[], report: string): Promise<number> => {
  const { code, stderr } = await runHeadless(['board', ...paths, '--json'], {
    folder: files.folder,
    environment: { NODE_OPTIONS: `--import ${pathToFileURL(report).href}` }
  })
  expect(code).toBe(0)
  const peaks = [...stderr.matchAll(/peak ([\d.]+)/g)].map(([, peak]) => Number(peak))
  expect(peaks).not.toEqual([])
  return Math.max(...peaks)
}
