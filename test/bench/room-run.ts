import { BenchChild } from '../support/bench-child'
import type { PageClientCalls } from './children/page-client'
import type { RoomProgramCalls } from './children/room-program'

export type RoomProgram = BenchChild<RoomProgramCalls>
export type PageClient = BenchChild<PageClientCalls>

export const startRoomProgram = (): Promise<RoomProgram> =>
  BenchChild.start('test/bench/children/room-program.ts')
export const startPageClient = (): Promise<PageClient> =>
  BenchChild.start('test/bench/children/page-client.ts')

/** Connects a page as the window `principal` and follows its session. */
export const openPageOn = async (
  program: RoomProgram,
  client: PageClient,
  { principal, session }: { principal: string; session: string }
): Promise<void> => {
  const seat = await program.call('ticket', principal)
  await client.call('connect', { principal, ...seat })
  await client.call('follow', { principal, session })
}

/** @throws {Error} when either side met something that it should not have */
export const assertNoProblems = async (program: RoomProgram, client: PageClient): Promise<void> => {
  const problems = [
    ...(await program.call('problems', undefined)),
    ...(await client.call('problems', undefined))
  ]
  if (problems.length > 0) throw new Error(problems.slice(0, 5).join('\n'))
}
