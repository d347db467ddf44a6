import { expect, it } from 'vitest'
import { deferred } from '../../../main/kernel/deferred'
import { AppError, errorShape } from '../../../main/kernel/errors'
import { AppendQueue } from '../../../main/storage/append-queue'
import type { JournalRow } from '../../../main/storage/journal-row'
import { StorageMeter } from '../../../main/storage/storage-meter'
import type { Committed } from '../../../main/storage/storage-protocol'
import { FakeClock } from '../../support/fake-clock'

const row = (seq: number, session = 'one'): JournalRow => ({
  session,
  seq,
  epoch: 1,
  atMs: 0,
  wallTime: 0,
  type: 'log.appended',
  data: '{}'
})
const committed: Committed = { ms: 1, bytes: 4_096, refused: [] }
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A queue whose disk answers when the test says so. */
const slowDisk = () => {
  const clock = new FakeClock()
  const meter = new StorageMeter()
  const batches: { seqs: number[]; answer: ReturnType<typeof deferred<Committed>> }[] = []
  const refused: string[] = []
  const queue = new AppendQueue({
    clock,
    meter,
    commit: (rows) => {
      const answer = deferred<Committed>()
      batches.push({ seqs: rows.map(({ seq }) => seq), answer })
      return answer.promise
    },
    onRefused: (session) => void refused.push(session)
  })
  return { clock, meter, batches, refused, queue }
}

it('sends a fact at once, with the typing before it and all of the same turn', async () => {
  const { queue, batches } = slowDisk()
  void queue.add(row(1), { urgent: false })
  await turn()
  expect(batches).toHaveLength(0)
  void queue.add(row(2), { urgent: true })
  void queue.add(row(3), { urgent: false })
  await turn()
  expect(batches.map(({ seqs }) => seqs)).toEqual([[1, 2, 3]])
})

it('sends typing well within 50 ms, and at once when 64 events wait', async () => {
  const { queue, batches, clock } = slowDisk()
  void queue.add(row(1), { urgent: false })
  await turn()
  clock.advance(30)
  expect(batches.map(({ seqs }) => seqs)).toEqual([[1]])
  batches[0]?.answer.resolve(committed)
  await turn()
  for (let seq = 2; seq <= 65; seq += 1) void queue.add(row(seq), { urgent: false })
  await turn()
  expect(batches[1]?.seqs).toHaveLength(64)
})

it('keeps one batch on its way, and what came meanwhile goes with the next', async () => {
  const { queue, batches, meter } = slowDisk()
  const first = queue.add(row(1), { urgent: true })
  await turn()
  const second = queue.add(row(2), { urgent: true })
  const third = queue.add(row(3), { urgent: true })
  await turn()
  expect(batches).toHaveLength(1)
  expect(meter.pendingEvents).toBe(3)
  batches[0]?.answer.resolve(committed)
  await first
  await turn()
  expect(batches.map(({ seqs }) => seqs)).toEqual([[1], [2, 3]])
  batches[1]?.answer.resolve(committed)
  await Promise.all([second, third])
  expect(meter.pendingEvents).toBe(0)
  expect(meter.bytes).toBe(4_096)
})

it('leaves no timer behind once nothing waits', async () => {
  const { queue, batches, clock } = slowDisk()
  void queue.add(row(1), { urgent: false })
  await turn()
  expect(clock.pendingTimers).toBe(1)
  const flushed = queue.flush()
  expect(clock.pendingTimers).toBe(0)
  batches[0]?.answer.resolve(committed)
  await flushed
  expect(clock.pendingTimers).toBe(0)
})

it('rejects what the disk refused of a session and keeps the rest of the batch', async () => {
  const { queue, batches, refused, meter } = slowDisk()
  const commits: number[] = []
  meter.onCommit.on(({ events }) => commits.push(events))
  const kept = queue.add(row(1, 'one'), { urgent: true })
  const lost = queue.add(row(1, 'two'), { urgent: true })
  await turn()
  const error = errorShape(new AppError('storage.full', 'no room'))
  batches[0]?.answer.resolve({ ...committed, refused: [{ session: 'two', error }] })
  await kept
  await expect(lost).rejects.toMatchObject({ code: 'storage.full' })
  expect(refused).toEqual(['two'])
  expect(commits).toEqual([1])
  expect(meter.pendingEvents).toBe(0)
})

it('drops what waits of a refused session, so that nothing of it follows a gap', async () => {
  const { queue, batches } = slowDisk()
  void queue.add(row(1), { urgent: true })
  await turn()
  const waiting = queue.add(row(2), { urgent: true })
  const other = queue.add(row(1, 'two'), { urgent: true })
  queue.refuse('one', new AppError('storage.io', 'gone'))
  await expect(waiting).rejects.toMatchObject({ code: 'storage.io' })
  batches[0]?.answer.resolve(committed)
  await turn()
  batches[1]?.answer.resolve(committed)
  await other
  expect(batches.map(({ seqs }) => seqs)).toEqual([[1], [1]])
})
