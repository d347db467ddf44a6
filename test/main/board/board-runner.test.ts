import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boardFigures } from '../../../main/board/board-figures'
import { boardFile } from '../../../main/board/board-file'
import { filesAtOnce, BoardRunner } from '../../../main/board/board-runner'
import { readEvidenceFile } from '../../../main/commands/evidence-file'
import { computeFacts } from '../../../main/evidence/compute-facts'
import { EvidenceWorkers } from '../../../main/evidence/evidence-worker'
import { CancelScope } from '../../../main/kernel/abort'
import type { BoardRow } from '../../../preload/contract/board'
import { buildWorker } from '../../support/build-worker'
import { evidenceItem } from '../../support/desk-room'
import { checkLeaks } from '../../support/leaks'
import { fileFolder, pngBytes, type FileFolder } from './board-files'

checkLeaks()

let built: Awaited<ReturnType<typeof buildWorker>>
let workers: EvidenceWorkers
beforeAll(async () => {
  built = await buildWorker(resolve('main/evidence/facts.worker.ts'))
  workers = new EvidenceWorkers(built.file)
})
afterAll(async () => {
  await workers.close()
  built.remove()
})

let files: FileFolder
beforeEach(() => {
  files = fileFolder()
})
afterEach(() => files.remove())

const read = (path: string): ReturnType<typeof readEvidenceFile> => readEvidenceFile('prices', path)

const runnerOf = (own: Partial<ConstructorParameters<typeof BoardRunner>[0]> = {}) => {
  const faults: unknown[] = []
  const onFault = (error: unknown): void => void faults.push(error)
  return { faults, runner: new BoardRunner({ workers, keeper: null, read, onFault, ...own }) }
}

const run = (paths: string[], asOf: string | null = null): Promise<BoardRow[]> => {
  const { signal } = new CancelScope(null)
  return runnerOf().runner.rows(paths.map(boardFile), { asOf, signal })
}

const whole = { shape: 'garch', bars: 1_300 } as const

describe('a board', () => {
  it('has a row a file in their order, each as its own facts have it', async () => {
    const paths = [3, 1, 2].map((seed) => files.series(`s${seed}.csv`, { ...whole, seed }))
    const rows = await run(paths)
    expect(rows.map(({ name }) => name)).toEqual(['s3.csv', 's1.csv', 's2.csv'])
    for (const [index, path] of paths.entries()) {
      const { name, id } = boardFile(path)
      const prices = evidenceItem('prices', await readFile(path), name)
      const evidence = { prices, benchmark: null, notes: [], fundamentals: null, asOfAsked: null }
      const sheet = computeFacts({ subject: name, evidence })
      const figures = boardFigures({ asOfAsked: null, ...sheet })
      expect(rows[index]).toEqual({ id, name, figures, error: null })
      expect(figures.asOf).toBe(sheet.asOf)
    }
  })

  it('tells of each row once, as it comes', async () => {
    const paths = [1, 2, 3, 4].map((seed) => files.series(`s${seed}.csv`, { ...whole, seed }))
    const came: BoardRow[] = []
    const onRow = (row: BoardRow): void => void came.push(row)
    const { signal } = new CancelScope(null)
    const rows = await runnerOf().runner.rows(paths.map(boardFile), { asOf: null, onRow, signal })
    expect(came).toHaveLength(rows.length)
    expect(new Set(came)).toEqual(new Set(rows))
  })

  it('loses the row of a bad file, by its code and place, and no other', async () => {
    const good = files.series('good.csv', { ...whole, seed: 1 })
    const rows = await run([
      files.write('picture.csv', pngBytes),
      good,
      files.write('typo.csv', 'Date,Close\n2020-01-02,1\n2020-01-03,x1\n'),
      join(files.folder, 'missing.csv'),
      files.folder,
      files.write('empty.csv', '')
    ])
    expect(rows.map(({ error }) => error?.code ?? null)).toEqual([
      'evidence.not-text',
      null,
      'evidence.bad-number',
      'evidence.not-found',
      'evidence.unreadable',
      'evidence.empty'
    ])
    expect(rows[2]?.error?.parameters).toMatchObject({ file: 'typo.csv', row: 3, column: 'Close' })
    expect(rows[1]?.figures?.close).toBeGreaterThan(0)
    for (const { figures, error } of rows) expect(figures === null).toBe(error !== null)
  })

  it('reads every file up to the date asked, and says which one has nothing before it', async () => {
    const old = files.series('old.csv', { ...whole, seed: 1, firstDate: '2001-01-02' })
    const young = files.series('young.csv', { ...whole, seed: 2, firstDate: '2010-01-04' })
    const rows = await run([old, young], '2004-06-05')
    expect(rows[0]?.figures?.asOf).toBe('2004-06-04')
    expect(rows[1]?.error).toMatchObject({
      code: 'evidence.nothing-before',
      parameters: { first: '2010-01-04' }
    })
  })

  it('has null where a short file cannot tell, and makes no call', async () => {
    const [row] = await run([files.series('short.csv', { shape: 'short', seed: 1 })])
    expect(row?.figures).toMatchObject({
      ...{ stance: 'no-call', p: null, margin: null, volatilityPercentile: null }
    })
    expect(row?.figures?.close).toBeGreaterThan(0)
  })

  it('has no more files in hand than it reads at once, and stops reading when it is cancelled', async () => {
    const paths = Array.from({ length: 12 }, (_, seed) =>
      files.series(`s${seed}.csv`, { ...whole, seed })
    )
    let reads = 0
    let open = 0
    let most = 0
    const counting = async (path: string): ReturnType<typeof read> => {
      reads += 1
      open += 1
      most = Math.max(most, open)
      return read(path)
    }
    const scope = new CancelScope(null)
    const { signal } = scope
    const { runner } = runnerOf({ read: counting })
    const onRow = (): void => {
      open -= 1
      if (reads >= 6) scope.cancel('user')
    }
    const rows = await runner.rows(paths.map(boardFile), { asOf: null, onRow, signal })
    expect(most).toBeLessThanOrEqual(filesAtOnce)
    expect(reads).toBeLessThan(paths.length)
    expect(rows.length).toBeLessThan(paths.length)
    expect(rows.length).toBeGreaterThan(0)
  })

  it('ends within the file that it works at', async () => {
    const path = files.series('long.csv', { shape: 'garch', seed: 1, bars: 20_000 })
    const scope = new CancelScope(null)
    const handed: string[] = []
    const tracing = {
      run: (...call: Parameters<typeof workers.run>) => {
        const work = workers.run(...call)
        // The thread has its order: it is at work now.
        handed.push(call[0])
        queueMicrotask(() => scope.cancel('user'))
        return work.catch((error: unknown) => {
          handed.push('ended')
          throw error
        })
      }
    }
    const { runner } = runnerOf({ workers: tracing as typeof workers })
    expect(await runner.rows([boardFile(path)], { asOf: null, signal: scope.signal })).toEqual([])
    expect(handed).toEqual(['facts', 'ended'])
  })

  it('keeps the words of a fault in main', async () => {
    const path = files.series('good.csv', { ...whole, seed: 1 })
    const broken = { run: () => Promise.reject(new Error('secret')) }
    const { runner, faults } = runnerOf({ workers: broken as unknown as typeof workers })
    const { signal } = new CancelScope(null)
    const [row] = await runner.rows([boardFile(path)], { asOf: null, signal })
    expect(row?.error).toEqual({ code: 'internal', message: 'internal error', retryable: false })
    expect(faults).toHaveLength(1)
  })
})
