import { afterEach, describe, expect, test } from 'vitest'
import type { SessionArchive } from '../../../main/engine/ports'
import { Emitter } from '../../../main/kernel/emitter'
import { AppError } from '../../../main/kernel/errors'
import type { LogFields } from '../../../main/kernel/log'
import { keepRetention, retentionEveryMs, type Retention } from '../../../main/storage/retention'
import { undoDeleteMs } from '../../../preload/contract/limits'
import { FakeClock } from '../../support/fake-clock'
import { checkLeaks } from '../../support/leaks'

checkLeaks()

const dayMs = 24 * 60 * 60 * 1000

interface Kept {
  startedAt: number
  deletedAt: number | null
}

/** An archive of ended sessions, by id. */
class FakeArchive implements SessionArchive {
  readonly sessions = new Map<string, Kept>()
  broken = false
  purges = 0

  list = async () => []
  find = async () => null

  async remove(sessions: readonly string[], deletedAt: number): Promise<string[]> {
    return this.#mark(sessions, deletedAt)
  }

  async restore(sessions: readonly string[]): Promise<string[]> {
    return this.#mark(sessions, null)
  }

  async purge({ removedUntil, startedBefore }: Parameters<SessionArchive['purge']>[0]) {
    this.purges += 1
    if (this.broken) throw new AppError('storage.io', 'no')
    const gone = [...this.sessions].filter(
      ([, { startedAt, deletedAt }]) =>
        (deletedAt !== null && deletedAt <= removedUntil) ||
        (startedBefore !== null && startedAt < startedBefore)
    )
    for (const [id] of gone) this.sessions.delete(id)
    return gone.map(([id]) => id)
  }

  #mark(sessions: readonly string[], deletedAt: number | null): string[] {
    const found = sessions.filter((id) => this.sessions.has(id))
    for (const id of found) this.sessions.set(id, { ...this.#of(id), deletedAt })
    return found
  }

  #of(id: string): Kept {
    return this.sessions.get(id) ?? { startedAt: 0, deletedAt: null }
  }
}

const open: Retention[] = []
afterEach(() => {
  for (const retention of open.splice(0)) retention.dispose()
})

const settle = () => new Promise((resolve) => setImmediate(resolve))

const setUp = async (sessions: Record<string, { ageDays: number; removed?: boolean }> = {}) => {
  const clock = new FakeClock()
  const archive = new FakeArchive()
  for (const [id, { ageDays, removed = false }] of Object.entries(sessions)) {
    const startedAt = clock.wallMs() - ageDays * dayMs
    archive.sessions.set(id, { startedAt, deletedAt: removed ? clock.wallMs() + dayMs : null })
  }
  const changed = new Emitter<{ retentionDays: number }>()
  let retentionDays = 0
  const purged: string[] = []
  const logged: [string, LogFields | undefined][] = []
  const start = (days = retentionDays): Retention => {
    retentionDays = days
    const retention = keepRetention({
      archive,
      clock,
      settings: { get: () => ({ retentionDays }), onChanged: (handler) => changed.on(handler) },
      onPurged: (gone) => purged.push(...gone),
      log: { write: (_level, event, fields) => logged.push([event, fields]) }
    })
    open.push(retention)
    return retention
  }
  const setDays = async (days: number): Promise<void> => {
    retentionDays = days
    changed.emit({ retentionDays })
    await settle()
  }
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await settle()
  }
  return { clock, archive, changed, purged, logged, start, setDays, advance }
}

describe('sessions that are kept long enough', () => {
  test('are purged at start, and all others stay', async () => {
    const { start, archive, purged } = await setUp({ old: { ageDays: 31 }, new: { ageDays: 29 } })
    start(30)
    await settle()
    expect([...archive.sessions.keys()]).toEqual(['new'])
    expect(purged).toEqual(['old'])
  })

  test('are purged within the hour in which they come of age', async () => {
    const { start, archive, advance } = await setUp({ a: { ageDays: 29.9 } })
    start(30)
    await advance(2 * retentionEveryMs)
    expect(archive.sessions.size).toBe(1)
    await advance(retentionEveryMs)
    expect(archive.sessions.size).toBe(0)
  })

  test('are kept for ever with 0 days', async () => {
    const { start, archive, advance } = await setUp({ a: { ageDays: 10_000 } })
    start(0)
    await advance(10 * retentionEveryMs)
    expect(archive.sessions.size).toBe(1)
  })

  test('are purged as soon as the setting says so; another setting changes nothing', async () => {
    const { start, archive, setDays, purged } = await setUp({ a: { ageDays: 10 } })
    start(30)
    await settle()
    const { purges } = archive
    await setDays(30)
    expect(archive.purges).toBe(purges)
    await setDays(7)
    expect(purged).toEqual(['a'])
  })

  test('are tried again an hour after the archive failed, and the failure is logged', async () => {
    const { start, archive, advance, logged, purged } = await setUp({ a: { ageDays: 31 } })
    archive.broken = true
    start(30)
    await settle()
    expect(logged).toEqual([['sessions.purge-failed', { code: 'storage.io' }]])
    archive.broken = false
    await advance(retentionEveryMs)
    expect(purged).toEqual(['a'])
  })
})

describe('sessions that were removed', () => {
  test('can be had back until their undo is over, and are gone then', async () => {
    const { start, clock, archive, advance, purged } = await setUp({
      a: { ageDays: 1 },
      b: { ageDays: 1 }
    })
    const { archive: kept } = start(0)
    await kept.remove(['a', 'b'], clock.wallMs())
    await advance(undoDeleteMs - 1)
    expect(await kept.restore(['b'])).toEqual(['b'])
    expect(archive.sessions.size).toBe(2)
    await advance(1)
    expect(purged).toEqual(['a'])
    expect([...archive.sessions.keys()]).toEqual(['b'])
  })

  test('one after the other are each purged in their own time', async () => {
    const { start, clock, advance, purged } = await setUp({ a: { ageDays: 1 }, b: { ageDays: 1 } })
    const { archive: kept } = start(0)
    await kept.remove(['a'], clock.wallMs())
    await advance(undoDeleteMs / 2)
    await kept.remove(['b'], clock.wallMs())
    await advance(undoDeleteMs / 2)
    expect(purged).toEqual(['a'])
    await advance(undoDeleteMs / 2)
    expect(purged).toEqual(['a', 'b'])
  })

  test.each([1, -1])('keep their undo when the wall clock jumps by %i hour', async (hours) => {
    const { start, clock, advance, purged } = await setUp({ a: { ageDays: 1 }, b: { ageDays: 1 } })
    const { archive: kept } = start(0)
    await advance(retentionEveryMs - 5_000)
    await kept.remove(['a'], clock.wallMs())
    clock.jumpWall(hours * 60 * 60 * 1000)
    await kept.remove(['b'], clock.wallMs())
    await advance(undoDeleteMs - 1)
    expect(purged).toEqual([])
    await advance(1)
    expect(purged.sort()).toEqual(['a', 'b'])
  })

  test('by a process that ended are purged at the next start, whatever the clock says', async () => {
    const { start, purged } = await setUp({ a: { ageDays: 1, removed: true }, b: { ageDays: 1 } })
    start(0)
    await settle()
    expect(purged).toEqual(['a'])
  })

  test('a moment ago are purged on close, and nothing happens after it', async () => {
    const { start, clock, archive, changed, purged, setDays, advance } = await setUp({
      a: { ageDays: 1 },
      b: { ageDays: 40 }
    })
    const retention = start(0)
    await retention.archive.remove(['a'], clock.wallMs())
    await retention.close()
    expect(purged).toEqual(['a'])
    expect([clock.pendingTimers, changed.size]).toEqual([0, 0])
    await setDays(1)
    await advance(2 * retentionEveryMs)
    await retention.close()
    expect([...archive.sessions.keys()]).toEqual(['b'])
  })

  test('do not keep a close from ending when the archive fails', async () => {
    const { start, archive } = await setUp()
    const retention = start(0)
    archive.broken = true
    await expect(retention.close()).resolves.toBeUndefined()
  })

  test('leave nothing behind when retention is disposed', async () => {
    const { start, clock, changed, archive } = await setUp({ a: { ageDays: 1 } })
    const retention = start(0)
    await retention.archive.remove(['a'], clock.wallMs())
    retention.dispose()
    retention.dispose()
    expect([clock.pendingTimers, changed.size]).toEqual([0, 0])
    expect(archive.sessions.size).toBe(1)
  })
})
