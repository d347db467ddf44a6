import { afterAll, beforeAll, expect, it } from 'vitest'
import { seededRandom } from '../../../main/kernel/random'
import { dataFolder } from '../../support/journal-folder'
import { checkLeaks } from '../../support/leaks'
import { walkCsv } from '../../support/walk-csv'
import {
  baselineOf,
  cycleOf,
  leftOver,
  openProgram,
  runCycles,
  type Program
} from './life-cycle-room'

checkLeaks()

const { folder, remove } = dataFolder()
let program: Program
beforeAll(async () => {
  program = await openProgram({ dataFolder: folder, prices: walkCsv(300, 1) })
})
afterAll(async () => {
  await program.room.close()
  remove()
})

it('leaves nothing of 8 windows and their sessions but what is on disk (R15)', async () => {
  const random = seededRandom(3)
  const cycles = Array.from({ length: 12 }, (_value, number) => cycleOf(number, random))
  await runCycles(program, cycles.slice(0, 4))
  const baseline = await baselineOf(program)
  expect(baseline).toMatchObject({ sessions: 0, connections: 0, rooms: 0, tickets: 0 })
  await runCycles(program, cycles.slice(4))
  expect(await leftOver(program, baseline)).toEqual({})
  expect(program.faults).toEqual([])
})
