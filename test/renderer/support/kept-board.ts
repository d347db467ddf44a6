import type {
  BoardFigures,
  BoardResult,
  BoardRow,
  BoardSubject
} from '../../../preload/contract/board'
import type { ErrorShape } from '../../../preload/contract/errors'
import type { RouteOutput } from '../../../preload/contract/routes'
import { errorShape, importedPrices, type FakeBridge } from './fake-bridge'
import type { FakeStream } from './fake-stream'

export const runTime = Date.UTC(2008, 8, 15, 6, 30)

/** Figures with plain defaults. */
export const figures = (change: Partial<BoardFigures> = {}): BoardFigures => ({
  ...{ asOf: '2008-09-12', close: 1_251.7, change: 0.0021, z: 0.16, volatilityPercentile: 0.97 },
  ...{ stance: 'sell', p: 0.484, margin: 0.004, flags: [] },
  trigger: { metric: 'trigger.rsi.50', price: 1_265.4, sigma: 0.72 },
  ...change
})

export const figuresRow = (id: string, change: Partial<BoardFigures> = {}): BoardRow => ({
  ...{ id, name: nameOf(id), figures: figures(change), error: null }
})

export const badRow = (id: string, error: ErrorShape): BoardRow => ({
  ...{ id, name: nameOf(id), figures: null, error }
})

/** Four subjects in the board's order: a sell, a buy that is behind, no call, and a bad file. */
export const fourRows = (): BoardRow[] => [
  figuresRow('sp'),
  figuresRow('tw', {
    ...{ asOf: '2008-09-10', close: 6_310.68, change: -0.0143, z: -1.9 },
    ...{ stance: 'buy', p: 0.531, margin: 0.011, volatilityPercentile: 0.4 },
    trigger: { metric: 'trigger.sma.20', price: 6_200, sigma: -0.4 }
  }),
  figuresRow('fx', {
    ...{ close: 1.4213, change: null, z: null, volatilityPercentile: null },
    ...{ stance: 'no-call', p: null, margin: null, trigger: null },
    flags: [
      { metric: 'data.stale.bars', blocking: false },
      { metric: 'data.split.suspect', blocking: true }
    ]
  }),
  badRow('bad', errorShape('evidence.not-text', { file: 'bad.csv' }))
]

const names: Record<string, string> = {
  ...{ sp: 'S&P 500', tw: 'TAIEX', fx: 'EUR USD', bad: 'bad.csv' }
}
const nameOf = (id: string): string => names[id] ?? id

const subjectOf = (id: string): BoardSubject => ({ id, name: nameOf(id) })

/** Main's side of the board: a list, and runs whose rows a test lets come one by one. */
export class KeptBoard {
  subjects: BoardSubject[]
  last: BoardResult | null = null
  /** What the next run comes to. */
  rows: BoardRow[]
  readonly #removed = new Map<string, { subject: BoardSubject; place: number }>()
  #end: ((result: RouteOutput<'board.run'>) => void) | null = null
  #asOf: string | null = null

  constructor(bridge: FakeBridge, rows: BoardRow[] = fourRows()) {
    this.rows = rows
    this.subjects = rows.map(({ id, name }) => ({ id, name }))
    bridge.on('board.list', () => ({ subjects: this.subjects, last: this.last }))
    bridge.on('board.add', ({ paths }) => this.#add(paths))
    bridge.on('board.choose', ({ what }) => this.#add(what === 'files' ? ['chosen'] : []))
    bridge.on('board.remove', ({ ids }) => this.#remove(ids))
    bridge.on('board.restore', ({ ids }) => this.#restore(ids))
    bridge.on('board.run', ({ asOf }) => {
      this.#asOf = asOf
      return new Promise((resolve) => (this.#end = resolve))
    })
    bridge.on('board.cancel', () => {
      this.end({ cancelled: true, count: 1 })
      return { cancelled: true }
    })
    bridge.on('board.open', ({ id }) => ({
      ...importedPrices,
      ...{ name: nameOf(id), sha256: `sha-${id}` }
    }))
  }

  /** Sends a row of the run to its window. */
  tell(stream: FakeStream, done: number): void {
    const row = this.rows[done - 1]
    if (row !== undefined) stream.tell('board', { t: 'board', done, total: this.rows.length, row })
  }

  /** Ends the run with its first `count` rows. */
  end({ cancelled = false, count = this.rows.length } = {}): void {
    const rows = this.rows.slice(0, count)
    this.last = { asOfAsked: this.#asOf, wallTime: runTime, cancelled, rows }
    this.#end?.(this.last)
    this.#end = null
  }

  /** A board that was run before this window came. */
  recallable(asOfAsked: string | null = null): this {
    this.last = { asOfAsked, wallTime: runTime, cancelled: false, rows: this.rows }
    return this
  }

  #add(ids: readonly string[]): RouteOutput<'board.add'> {
    const added = ids.filter((id) => !this.subjects.some((subject) => subject.id === id))
    this.subjects = [...this.subjects, ...added.map(subjectOf)]
    return { subjects: this.subjects, added }
  }

  #remove(ids: readonly string[]): RouteOutput<'board.remove'> {
    this.subjects.forEach((subject, place) => {
      if (ids.includes(subject.id)) this.#removed.set(subject.id, { subject, place })
    })
    this.subjects = this.subjects.filter(({ id }) => !ids.includes(id))
    return { subjects: this.subjects }
  }

  #restore(ids: readonly string[]): RouteOutput<'board.restore'> {
    const back = ids.flatMap((id) => this.#removed.get(id) ?? [])
    for (const { subject, place } of back.sort((a, b) => a.place - b.place)) {
      this.subjects = this.subjects.toSpliced(place, 0, subject)
    }
    return { subjects: this.subjects }
  }
}
