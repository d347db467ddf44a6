import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionState } from '../../../../preload/contract/session-state'
import { buildJournal, type JournalBuild } from '../../../support/journal-build'
import { dataFolder, withStorage } from '../../../support/journal-folder'
import { recordRoom } from '../../../support/record-room'
import { sp500Bars, sp500File } from '../../../support/sp500-bars'

let build: JournalBuild
beforeAll(async () => {
  build = await buildJournal()
})
afterAll(() => build.remove())

/** Two whose three states each are told early: one method from the first run on. */
const voters = ['scout', 'risk']
const horizon = 20
const runs = 31
const bytes = readFileSync(sp500File)
const dates = sp500Bars().map(({ date }) => date)

/** Runs the desk on these dates, one after the other, over a data folder of its own. */
const walk = async (asOfs: readonly string[]): Promise<SessionState> => {
  const { folder, remove } = dataFolder()
  try {
    return await withStorage({ folder, workerFile: build.workerFile }, async (storage) => {
      const room = recordRoom(storage, { desk: voters })
      const states: SessionState[] = []
      for (const asOf of asOfs) states.push(await room.run(bytes, asOf))
      expect(room.faults).toEqual([])
      return states.at(-1) as SessionState
    })
  } finally {
    remove()
  }
}

const figuresOf = ({ facts }: SessionState): number[] =>
  ['n', 'brier', 'brier.se'].map((part) =>
    Number(facts.find(({ metric }) => metric === `record.${part}`)?.value)
  )

/** The last of 31 runs, 20 sessions apart, and the same run on its own. */
const both = async (first: string): Promise<[SessionState, SessionState]> => {
  const at = dates.indexOf(first)
  const asOfs = Array.from({ length: runs }, (_none, step) => dates[at + horizon * step] ?? '')
  return [await walk(asOfs), await walk(asOfs.slice(-1))]
}

describe('30 forecasts on the S&P 500, filed and scored through a real ledger', () => {
  it('make the stance strong where they beat a coin by more than a standard error', async () => {
    const [last, alone] = await both('2004-01-27')
    const [n = 0, brier = 0, se = 0] = figuresOf(last)
    expect([last.asOf, n]).toEqual(['2006-06-14', 30])
    expect(brier).toBeLessThan(0.25 - se)
    expect(last.summary?.p).toBe(alone.summary?.p)
    expect(last.summary?.p).toBeGreaterThan(0.55)
    expect([alone.summary?.stance, last.summary?.stance]).toEqual(['buy', 'strong-buy'])
    expect(last.summary?.stanceLine).toContain('better by more than one standard error')
    expect(alone.summary?.stanceLine).toContain('no record yet')
    expect([last.summary?.record, alone.summary?.record]).toEqual([{ n, brier, se }, null])
  })

  it('change nothing where they did not, however far p is from even', async () => {
    const [last, alone] = await both('2005-06-02')
    const [n = 0, brier = 0, se = 0] = figuresOf(last)
    expect([last.asOf, n]).toEqual(['2007-10-19', 30])
    expect(brier).toBeGreaterThan(0.25 - se)
    expect(last.summary?.p).toBe(alone.summary?.p)
    expect(last.summary?.p).toBeGreaterThan(0.55)
    expect([alone.summary?.stance, last.summary?.stance]).toEqual(['buy', 'buy'])
    expect(last.summary?.stanceLine).toContain('no skill shown')
    const risk = last.summary?.sections.find(({ id }) => id === 'risk')?.text
    expect(risk).toMatch(/ranges have held .* outcomes here, which do not overlap/)
    expect(last.summary?.since?.length).toBeGreaterThanOrEqual(3)
  })
})
