import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildFaultChild, type FaultBuild } from '../../support/fault-build'
import { findKept } from '../../support/fault-check'
import { asNobody, withFileLimit } from '../../support/fault-process'
import { FaultRoom, type Ending } from '../../support/fault-room'
import { checkLeaks } from '../../support/leaks'

checkLeaks()

let built: FaultBuild
beforeAll(async () => {
  built = await buildFaultChild()
})
afterAll(() => built.remove())

let open = ''
let folder = ''
beforeEach(() => {
  open = mkdtempSync(join(tmpdir(), 'war-room-faults-'))
  // Whoever the child is, the folder that it makes here is its own.
  chmodSync(open, 0o777)
  folder = join(open, 'data')
})
afterEach(() => {
  for (const path of [open, folder]) chmodSync(path, 0o777)
  rmSync(open, { recursive: true, force: true })
})

const completed = { status: 'completed', code: null }
const failed = (code: string) => ({ status: 'failed', code })
const ofSession = (outcome: unknown): Ending => outcome as Ending
const files = (): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name))

describe('a file system that takes no larger files', () => {
  test('fails the session that meets it, and nothing else; later all works again', async () => {
    const [opened, before, small, large, during, next, found, closed] = await withFileLimit(
      built,
      folder,
      1_024 * 1_024,
      [
        { do: 'open' },
        { do: 'run', thousands: 5 },
        { do: 'put', bytes: 1_000 },
        { do: 'put', bytes: 2_000_000 },
        { do: 'run', thousands: 3_000 },
        { do: 'put', bytes: 2_000 },
        { do: 'find' },
        { do: 'close' }
      ]
    )
    expect([opened, small, large, next, closed]).toEqual([null, null, 'storage.io', null, null])
    expect([before, during]).toMatchObject([completed, failed('storage.io')])
    const ids = [before, during].map((outcome) => ofSession(outcome).session)
    expect(found).toContain(ids[0])

    const room = await FaultRoom.open({ folder, workerFile: built.workerFile })
    const after = await room.run(5)
    await room.close()
    const kept = await findKept(folder, built.workerFile)
    for (const session of [ids[0] ?? '', after.session]) {
      expect(kept.get(session)).toEqual({ end: 'session.completed', characters: 5_000 })
    }
    // Of the other its beginning is kept, unless even that was in what the disk refused.
    const ends = [undefined, 'session.failed engine.interrupted']
    expect(ends).toContain(kept.get(ids[1] ?? '')?.end)
  })
})

describe('a user who may not write', () => {
  test.each([
    ['only written', []],
    ['written and read', [{ do: 'find' as const }]]
  ])(
    'reads what was %s before, and is refused as a writer with storage.read-only',
    async (_, reads) => {
      const steps = [{ do: 'open' as const }, { do: 'run' as const, thousands: 5 }, ...reads]
      const written = await asNobody(built, folder, [...steps, { do: 'close' }])
      const { session } = ofSession(written[1])
      for (const file of files()) chmodSync(file, 0o444)
      chmodSync(folder, 0o555)
      const outcomes = await asNobody(built, folder, [
        { do: 'open' },
        { do: 'open', readOnly: true },
        { do: 'find' },
        { do: 'close' }
      ])
      expect(outcomes).toEqual(['storage.read-only', null, [session], null])
      chmodSync(folder, 0o755)
      for (const file of files()) chmodSync(file, 0o644)
      const again = [{ do: 'open' as const }, { do: 'run' as const, thousands: 1 }]
      expect((await asNobody(built, folder, [...again, { do: 'close' }]))[1]).toMatchObject(
        completed
      )
    }
  )

  test('is told so of a place where no data folder can be made', async () => {
    mkdirSync(folder)
    chmodSync(folder, 0o555)
    const inside = join(folder, 'deeper', 'data')
    expect(await asNobody(built, inside, [{ do: 'open' }])).toEqual(['storage.read-only'])
  })

  test('cannot keep new evidence, and runs on with what is kept', async () => {
    const evidence = join(folder, 'evidence')
    const outcomes = await asNobody(built, folder, [
      { do: 'open' },
      { do: 'put', bytes: 1_000 },
      { do: 'chmod', path: evidence, mode: 0o555 },
      { do: 'put', bytes: 1_000 },
      { do: 'run', thousands: 5 },
      { do: 'chmod', path: evidence, mode: 0o700 },
      { do: 'put', bytes: 1_000 },
      { do: 'close' }
    ])
    const puts = [1, 3, 6].map((step) => outcomes[step])
    expect(puts).toEqual([null, 'storage.read-only', null])
    expect(outcomes[4]).toMatchObject(completed)
  })
})
