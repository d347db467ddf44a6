import { spawn, type ChildProcess } from 'node:child_process'
import { chownSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sizeOf } from '../../scripts/dist/budgets.mjs'
import { ensureReady } from '../../scripts/setup.mjs'
import { findProgram } from '../../scripts/support/find-program.mjs'
import { openBenchDisplay, type BenchDisplay } from '../support/bench-display'
import { processTree } from '../support/e2e-processes'
import { endProcess } from '../support/end-process'
import { interleave, median, type BenchEntry, type BenchRow } from './measure'

const project = process.cwd()
const rounds = 5
const limitMs = 20_000
/** After this long a started program has taken what memory it takes. */
const settleMs = 3_000
const kilobyte = 1_024
const megabyte = 1_000_000
const nobody = 65_534
const isRoot = process.getuid?.() === 0

interface Program {
  executable: string
  args: string[]
}

const packaged = join(project, 'dist', 'linux-unpacked', 'war-room')
type Name = 'empty window' | 'unpackaged' | 'packaged'

const programsOf = (electron: string): Record<Name, Program> => ({
  'empty window': {
    executable: electron,
    args: [join(project, 'test', 'bench', 'children', 'empty-window')]
  },
  unpackaged: { executable: electron, args: [project] },
  packaged: { executable: packaged, args: [] }
})

/** Proportional set size of a process and all below it, in bytes: shared pages are shared out. */
const memoryOf = (root: number): number => {
  const sizes = processTree(root).map(({ id }) => {
    try {
      const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8')
      return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return sizes.reduce((sum, size) => sum + size, 0) * kilobyte
}

/** A key to the display that its user may read. */
const keyFor = (home: string, { key }: BenchDisplay): string => {
  const copy = join(home, '.Xauthority')
  copyFileSync(key, copy)
  if (isRoot) chownSync(copy, nobody, nobody)
  return copy
}

/** Chromium keeps its sandbox from root, so root has the program run by `nobody`. */
const start = (program: Program, home: string, display: BenchDisplay): ChildProcess => {
  const command = [program.executable, ...program.args, `--user-data-dir=${join(home, 'profile')}`]
  const drop = isRoot
    ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--']
    : []
  const [file = '', ...args] = [...drop, ...command]
  const key = keyFor(home, display)
  const env = {
    ...{ PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8' },
    ...{ DISPLAY: display.name, XAUTHORITY: key }
  }
  return spawn(file, args, { cwd: home, env, stdio: 'ignore' })
}

interface Started {
  shownMs: number
  memoryBytes: number
}

/** One start in a profile that has been used before, until the window stands painted. */
const measureStart = async (
  program: Program,
  home: string,
  display: BenchDisplay
): Promise<Started> => {
  const shown = display.nextWindow(limitMs)
  const startedMs = performance.now()
  const child = start(program, home, display)
  try {
    const shownMs = (await shown) - startedMs
    await delay(settleMs)
    return { shownMs, memoryBytes: memoryOf(child.pid ?? 0) }
  } finally {
    await endProcess(child)
  }
}

const homeOf = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'war-room-start-'))
  if (isRoot) chownSync(home, nobody, nobody)
  return home
}

const measureAll = async (
  programs: Record<Name, Program>,
  measured: Name[]
): Promise<Record<string, Started[]>> => {
  const display = await openBenchDisplay()
  const homes = measured.map(homeOf)
  const started: Record<string, Started[]> = {}
  const once = async (name: Name, home: string): Promise<Started> =>
    measureStart(programs[name], home, display)
  try {
    // Warm: the files are in memory and the profile is there.
    for (const [at, name] of measured.entries()) await once(name, homes[at] ?? '')
    const measurements = Object.fromEntries(
      measured.map((name, at) => [
        name,
        async () => {
          const one = await once(name, homes[at] ?? '')
          started[name] = [...(started[name] ?? []), one]
          return [one.shownMs]
        }
      ])
    )
    await interleave(rounds, measurements)
    return started
  } finally {
    await display.close()
    for (const home of homes) rmSync(home, { recursive: true, force: true })
  }
}

const startRow = (name: Name, started: Record<string, Started[]>): BenchRow => {
  const shown = (of: Name): number => median((started[of] ?? []).map(({ shownMs }) => shownMs))
  return {
    metric: `start → first window painted, warm, ${name}`,
    unit: 'ms',
    ours: shown(name),
    baseline: shown('empty window'),
    baselineName: 'empty Electron window',
    aim: 900
  }
}

const memoryRow = (name: Name, started: Record<string, Started[]>): BenchRow => {
  const memory = (of: Name): number =>
    median((started[of] ?? []).map(({ memoryBytes }) => memoryBytes)) / megabyte
  return {
    metric: `memory with one idle room (PSS of all processes), ${name}`,
    unit: 'MB',
    ours: memory(name),
    baseline: memory('empty window'),
    baselineName: 'empty Electron window',
    aim: null
  }
}

const sizeRow = (): BenchRow => ({
  metric: 'size on disk, packaged',
  unit: 'MB',
  ours: sizeOf(join(project, 'dist', 'linux-unpacked')) / megabyte,
  baseline:
    ['node_modules/electron/dist', 'out', 'node_modules/@photostructure/sqlite']
      .map((part) => sizeOf(join(project, part)))
      .reduce((sum, size) => sum + size, 0) / megabyte,
  baselineName: 'unpackaged',
  aim: null
})

/** P15: the installed program beside the one of a clone and beside a window with nothing in it. */
export const rows: BenchEntry[] = [
  {
    id: 'P15',
    run: async () => {
      if (findProgram('xev') === null) {
        throw new Error('P15 watches a display with xev (apt install x11-utils).')
      }
      const { electron } = await ensureReady()
      const programs = programsOf(electron?.executable ?? '')
      const hasPackage = existsSync(packaged)
      const ours: Name[] = hasPackage ? ['unpackaged', 'packaged'] : ['unpackaged']
      const started = await measureAll(programs, ['empty window', ...ours])
      const measured = ours.flatMap((name) => [startRow(name, started), memoryRow(name, started)])
      if (hasPackage) return [...measured, sizeRow()]
      const note = 'without the packaged program: npm run dist makes it'
      return measured.map((row) => ({ ...row, note }))
    }
  }
]
