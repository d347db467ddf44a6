import { withChildren } from '../support/bench-child'
import type { BenchEntry, BenchRow } from './measure'
import {
  assertNoProblems,
  openPageOn,
  startPageClient,
  startRoomProgram,
  type PageClient,
  type RoomProgram
} from './room-run'

const cycles = 200
const warmUpCycles = 20
/** Of the first stage's roles together: then the window is closed on them. */
const charactersSeen = 150

/** A window opens, starts a room, watches it type, stops it and closes. */
const cycle = async (program: RoomProgram, client: PageClient, index: number): Promise<void> => {
  const principal = `window:${index}`
  const session = await program.call('startDesk', principal)
  await openPageOn(program, client, { principal, session })
  await client.call('seen', { principal, session, characters: charactersSeen })
  await program.call('cancel', { principal, session })
  await client.call('seen', { principal, session, characters: Infinity })
  await client.call('disconnect', principal)
  await program.call('leave', principal)
}

/** P16: what two hundred windows leave behind in the main process. */
export const rows: BenchEntry[] = [
  {
    id: 'P16',
    run: async () => {
      const [program, client] = await Promise.all([startRoomProgram(), startPageClient()])
      return withChildren([program, client], async () => {
        await program.call('open', undefined)
        let index = 0
        const upTo = async (end: number) => {
          for (; index < end; index += 1) await cycle(program, client, index)
          return program.call('memory', undefined)
        }
        const fresh = await program.call('memory', undefined)
        const before = await upTo(warmUpCycles)
        const after = await upTo(cycles)
        await assertNoProblems(program, client)
        await program.call('close', undefined)
        const row = (figure: keyof typeof before, name: string): BenchRow => ({
          metric: `${name}: growth from cycle ${warmUpCycles} to ${cycles} of open, stream, cancel`,
          unit: 'MB',
          ours: after[figure] - before[figure],
          baseline: before[figure] - fresh[figure],
          baselineName: `growth over the first ${warmUpCycles}`,
          aim: 10,
          note: `${before[figure].toFixed(1)} → ${after[figure].toFixed(1)} MB`
        })
        return [
          row('heap', 'heap after collection'),
          row('outside', 'buffers after collection'),
          row('rss', 'resident memory (RSS)')
        ]
      })
    }
  }
]
