import { describe, expect, it } from 'vitest'
import { boardFile } from '../../../main/board/board-file'
import type { BoardRunOptions } from '../../../main/board/board-runner'
import { BoardRuns } from '../../../main/board/board-runs'
import { cancelReasonOf, onAbort } from '../../../main/kernel/abort'
import type { BoardRow } from '../../../preload/contract/board'
import type { BoardFrame } from '../../../preload/contract/wire'

const files = ['/a.csv', '/b.csv', '/c.csv'].map(boardFile)
const rowOf = (index: number): BoardRow => ({
  ...{ id: files[index]?.id ?? '', name: files[index]?.name ?? '', figures: null },
  error: { code: 'evidence.empty', message: '', retryable: false }
})

/** A runner whose rows come when the test says so. */
class ScriptedRunner {
  readonly runs: { options: BoardRunOptions; finish: (rows: BoardRow[]) => void }[] = []

  rows(_files: readonly unknown[], options: BoardRunOptions): Promise<BoardRow[]> {
    return new Promise((resolve) => {
      const here: BoardRow[] = []
      const onRow = (row: BoardRow): void => {
        here.push(row)
        options.onRow?.(row)
      }
      this.runs.push({ options: { ...options, onRow }, finish: resolve })
      onAbort(options.signal, () => resolve(here))
    })
  }
}

const open = () => {
  const runner = new ScriptedRunner()
  const told: { to: string; frame: BoardFrame }[] = []
  const tell = (to: string, frame: BoardFrame): void => void told.push({ to, frame })
  return { runner, told, runs: new BoardRuns({ runner, tell, wallMs: () => 1_000 }) }
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a board that runs', () => {
  it('tells its window of each row with how many are there, and answers with all', async () => {
    const { runner, told, runs } = open()
    const result = runs.run('window:1', files, { asOf: '2020-01-02' })
    await settled()
    const [run] = runner.runs
    run?.options.onRow?.(rowOf(1))
    run?.options.onRow?.(rowOf(0))
    run?.finish([0, 1, 2].map(rowOf))
    expect(told).toEqual([
      { to: 'window:1', frame: { t: 'board', done: 1, total: 3, row: rowOf(1) } },
      { to: 'window:1', frame: { t: 'board', done: 2, total: 3, row: rowOf(0) } }
    ])
    const whole = {
      ...{ asOfAsked: '2020-01-02', wallTime: 1_000, cancelled: false },
      rows: [0, 1, 2].map(rowOf)
    }
    expect(await result).toEqual(whole)
    expect(runs.last).toEqual(whole)
    expect(runs.size).toBe(0)
  })

  it('that was cancelled answers with the rows that were there, and is the last one', async () => {
    const { runner, runs } = open()
    const result = runs.run('window:1', files, { asOf: null })
    await settled()
    runner.runs[0]?.options.onRow?.(rowOf(2))
    expect(await runs.cancel('window:1')).toBe(true)
    expect(await result).toMatchObject({ cancelled: true, rows: [rowOf(2)] })
    expect(runs.last).toEqual(await result)
    expect(await runs.cancel('window:1')).toBe(false)
  })

  it('ends when the same window runs another, which waits for that', async () => {
    const { runner, runs } = open()
    const first = runs.run('window:1', files, { asOf: null })
    await settled()
    const second = runs.run('window:1', files, { asOf: '2020-01-02' })
    expect(await first).toMatchObject({ cancelled: true, rows: [] })
    await settled()
    const [one, two] = runner.runs
    expect(one && cancelReasonOf(one.options.signal)).toBe('superseded')
    expect(runs.last).toBeNull()
    two?.finish([0, 1, 2].map(rowOf))
    expect(await second).toMatchObject({ cancelled: false, asOfAsked: '2020-01-02' })
    expect(runs.last).toEqual(await second)
  })

  it('is not disturbed by that of another window', async () => {
    const { runner, runs } = open()
    const mine = runs.run('window:1', files, { asOf: null })
    const theirs = runs.run('window:2', files, { asOf: null })
    await settled()
    await runs.cancel('window:2', 'window-closed')
    expect(await theirs).toMatchObject({ cancelled: true })
    expect(runs.last).toBeNull()
    runner.runs[0]?.finish([0, 1, 2].map(rowOf))
    expect(await mine).toMatchObject({ cancelled: false })
  })

  it('ends with the program', async () => {
    const { runs } = open()
    const both = ['window:1', 'window:2'].map((each) => runs.run(each, files, { asOf: null }))
    await settled()
    await runs.close()
    for (const each of both) expect(await each).toMatchObject({ cancelled: true })
    expect(runs.size).toBe(0)
  })

  it('lets go of its window when its runner fails', async () => {
    const failing = { rows: () => Promise.reject(new Error('no')) }
    const runs = new BoardRuns({ runner: failing, tell: () => undefined, wallMs: () => 0 })
    await expect(runs.run('window:1', files, { asOf: null })).rejects.toThrow('no')
    await expect(runs.run('window:1', files, { asOf: null })).rejects.toThrow('no')
    expect(runs.size).toBe(0)
  })
})
