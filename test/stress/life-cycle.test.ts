import { afterAll, beforeAll, expect, it } from 'vitest'
import { seededRandom } from '../../main/kernel/random'
import {
  baselineOf,
  cycleOf,
  leftOver,
  openProgram,
  runCycles,
  type Program
} from '../main/engine/life-cycle-room'
import { dataFolder } from '../support/journal-folder'
import { checkLeaks } from '../support/leaks'
import { walkCsv } from '../support/walk-csv'

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

const seed = Number(process.env['SEED'] ?? 20261121)
const windows = 200
const warmUps = 20

it(`leaves nothing of ${windows} windows and their sessions but what is on disk (R15, seed ${seed})`, async () => {
  const random = seededRandom(seed)
  const cycles = Array.from({ length: warmUps + windows }, (_value, number) =>
    cycleOf(number, random)
  )
  await runCycles(program, cycles.slice(0, warmUps))
  const baseline = await baselineOf(program)
  const objects = program.objects()
  expect(baseline).toMatchObject({ sessions: 0, connections: 0, rooms: 0, tickets: 0 })
  const ends = await runCycles(program, cycles.slice(warmUps))
  for (const end of ['session.completed', 'session.cancelled']) {
    expect(ends.filter((each) => each === end).length).toBeGreaterThan(windows / 10)
  }
  expect(await leftOver(program, baseline)).toEqual({})
  expect(program.objects()).toEqual(objects)
  expect(program.faults).toEqual([])
})
