import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RoomJson } from '../../main/terminal/room-json'
import { killRunning, runHeadless } from '../main/terminal/headless-child'
import { FaultRoom, refusalOf, typing, type Ending } from '../support/fault-room'
import { findKept } from '../support/fault-check'
import { buildJournal, type JournalBuild } from '../support/journal-build'
import { dataFolder } from '../support/journal-folder'
import { checkLeaks } from '../support/leaks'
import { SmallDisk } from '../support/small-disk'

checkLeaks()

let built: JournalBuild
beforeAll(async () => {
  built = await buildJournal()
})
afterAll(() => built.remove())

const completed = { status: 'completed', code: null }
const failed = (code: string) => ({ status: 'failed', code })
const isFailedBy = (code: string) => ({ end: `session.failed ${code}` })

describe('a disk of 1 MB that gets full', () => {
  let disk: SmallDisk
  let folder = ''
  let room: FaultRoom
  beforeEach(async () => {
    disk = new SmallDisk(1_024)
    folder = join(disk.folder, 'data')
    room = await FaultRoom.open({ folder, workerFile: built.workerFile })
  })
  afterEach(async () => {
    await room.close()
    disk.remove()
  })

  /** Of a disk that is still full, and that may not even have room to end a session. */
  const expectReadable = async (sessions: string[]): Promise<void> => {
    const reader = await FaultRoom.open({ folder, workerFile: built.workerFile, readOnly: true })
    for (const session of sessions) {
      expect((await reader.storage.journal.read(session, 0)).length).toBeGreaterThan(1)
    }
    await reader.close()
  }

  it('by one session ends it as storage.full; what was kept before is whole', async () => {
    disk.reserve(400)
    const before = await room.run(10)
    const full = await room.run(5_000)
    expect([before, full]).toMatchObject([completed, failed('storage.full')])
    await room.close()
    await expectReadable([before.session, full.session])
    disk.free()
    const found = await findKept(folder, built.workerFile)
    expect(found.get(before.session)).toEqual({ end: 'session.completed', characters: 10_000 })
    expect(found.get(full.session)).toMatchObject(isFailedBy('engine.interrupted'))
    expect(found.size).toBe(2)
  })

  it('ends what runs, and lets what waits go on when there is room again', async () => {
    const waiting = room.start(typing(30), 'window:2')
    expect(room.registry.pause(waiting.session, 'window:2')).toBe(true)
    await room.storage.journal.read(waiting.session, 0)
    disk.fill()
    expect(await room.run(200)).toMatchObject(failed('storage.full'))
    disk.free()
    expect(room.registry.resume(waiting.session, 'window:2')).toBe(true)
    const [waited, next] = [await waiting.ended, await room.run(30)]
    expect([waited, next]).toMatchObject([completed, completed])
    await room.close()
    const found = await findKept(folder, built.workerFile)
    for (const { session } of [waited, next]) {
      expect(found.get(session)).toEqual({ end: 'session.completed', characters: 30_000 })
    }
  })

  it('again and again never stops the program from working while there is room', async () => {
    const endings: Ending[] = []
    for (let round = 0; round < 5; round += 1) {
      disk.fill()
      expect(await room.run(100)).toMatchObject(failed('storage.full'))
      disk.free()
      endings.push(await room.run(5))
      expect(endings.at(-1)).toMatchObject(completed)
    }
    await room.close()
    const found = await findKept(folder, built.workerFile)
    for (const { session } of endings) {
      expect(found.get(session)).toEqual({ end: 'session.completed', characters: 5_000 })
    }
  })

  it('with four sessions at once ends each, and leaves each whole as far as it came', async () => {
    disk.reserve(400)
    const names = ['a', 'b', 'c', 'd']
    const endings = await Promise.all(
      names.map((name) => room.start(typing(2_000), `window:${name}`).ended)
    )
    for (const ending of endings) expect(ending).toMatchObject(failed('storage.full'))
    await room.close()
    disk.free()
    const found = await findKept(folder, built.workerFile)
    for (const { session } of endings) {
      expect(found.get(session)).toMatchObject(isFailedBy('engine.interrupted'))
    }
  })

  it('takes no evidence, leaves nothing of it, and takes it when there is room', async () => {
    disk.fill()
    expect(await room.put(100_000, 1)).toBe('storage.full')
    disk.free()
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => /tmp|bad/.test(`${name}`))
    ).toEqual([])
    expect(await room.put(100_000, 1)).toBeNull()
    await room.close()
    await findKept(folder, built.workerFile)
  })

  it('cannot be opened anew while it is full, and can be when there is room', async () => {
    disk.fill()
    const other = { folder: join(disk.folder, 'other'), workerFile: built.workerFile }
    expect(await refusalOf(FaultRoom.open(other))).toBe('storage.full')
    disk.free()
    expect(await refusalOf(FaultRoom.open(other))).toBeNull()
  })
})

describe('the terminal room on a disk that gets full', () => {
  let disk: SmallDisk
  beforeEach(() => {
    disk = new SmallDisk(1_024)
  })
  afterEach(() => {
    killRunning()
    disk.remove()
  })
  const room = async (...args: string[]) => {
    const { folder, remove } = dataFolder()
    const data = join(disk.folder, 'data')
    const all = ['SP500', '--data', data, '--json', 'a.json', ...args]
    const ended = await runHeadless(all, { folder })
    const file = join(folder, 'a.json')
    const json = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RoomJson) : null
    remove()
    return { ...ended, json }
  }

  it('ends with 3 and one line, and its result says why', async () => {
    disk.reserve(450)
    const { code, stderr, json } = await room()
    expect(code).toBe(3)
    expect(stderr).toMatch(/^war-room: .*full.*\n$/)
    expect(json?.terminal).toMatchObject({
      type: 'session.failed',
      error: { code: 'storage.full' }
    })
  })

  it('ends with 3 and one line before it begins when nothing fits at all', async () => {
    disk.fill()
    const { code, stderr, json } = await room()
    expect([code, json]).toEqual([3, null])
    expect(stderr).toMatch(/^war-room: .*full.*\n$/)
  })
})

describe('a disk that is read-only', () => {
  let disk: SmallDisk
  beforeEach(() => {
    disk = new SmallDisk(4_096)
  })
  afterEach(() => disk.remove())

  it('refuses a writer with storage.read-only, even of root, and is read all the same', async () => {
    const options = { folder: join(disk.folder, 'data'), workerFile: built.workerFile }
    const first = await FaultRoom.open(options)
    const { session } = await first.run(10)
    await first.close()
    disk.remount('ro')
    expect(await refusalOf(FaultRoom.open(options))).toBe('storage.read-only')
    const reader = await FaultRoom.open({ ...options, readOnly: true })
    expect(await reader.storage.archive.find(session)).toMatchObject({ session })
    expect((await reader.storage.journal.read(session, 0)).length).toBeGreaterThan(10)
    await reader.close()
  })
})

describe('files that may not change any more (chattr +i)', () => {
  const folders: { folder: string; remove: () => void }[] = []
  const fixed = new Set<string>()
  const fix = (path: string): void => {
    execFileSync('chattr', ['+i', path])
    fixed.add(path)
  }
  const release = (): void => {
    for (const path of fixed) execFileSync('chattr', ['-i', path])
    fixed.clear()
  }
  const newFolder = (): string => {
    const made = dataFolder()
    folders.push(made)
    return made.folder
  }
  afterEach(() => {
    release()
    for (const { remove } of folders.splice(0)) remove()
  })

  it('end the running session as storage.*, and the next one works when they may again', async () => {
    const folder = newFolder()
    const room = await FaultRoom.open({ folder, workerFile: built.workerFile })
    const before = await room.run(10)
    for (const name of ['journal.sqlite', 'journal.sqlite-wal']) fix(join(folder, name))
    const during = await room.run(10)
    expect(during.status).toBe('failed')
    expect(during.code).toMatch(/^storage\.(read-only|io)$/)
    release()
    const after = await room.run(10)
    expect([before, after]).toMatchObject([completed, completed])
    await room.close()
    const found = await findKept(folder, built.workerFile)
    for (const { session } of [before, after]) {
      expect(found.get(session)).toEqual({ end: 'session.completed', characters: 10_000 })
    }
    expect(found.get(during.session)?.end ?? null).not.toBe('session.completed')
  })

  it('refuse evidence as storage.read-only, and leave nothing half-written', async () => {
    const folder = newFolder()
    const room = await FaultRoom.open({ folder, workerFile: built.workerFile })
    mkdirSync(join(folder, 'evidence'))
    fix(join(folder, 'evidence'))
    expect(await room.put(1_000, 1)).toBe('storage.read-only')
    expect(await room.run(5)).toMatchObject(completed)
    release()
    expect(await room.put(1_000, 1)).toBeNull()
    await room.close()
    await findKept(folder, built.workerFile)
  })

  it('refuse to be opened for writing, and nothing is moved aside', async () => {
    const folder = newFolder()
    const options = { folder, workerFile: built.workerFile }
    const room = await FaultRoom.open(options)
    const { session } = await room.run(10)
    await room.close()
    for (const path of [join(folder, 'journal.sqlite'), folder]) fix(path)
    expect(await refusalOf(FaultRoom.open(options))).toBe('storage.read-only')
    release()
    expect(existsSync(join(folder, 'journal.sqlite'))).toBe(true)
    expect([...(await findKept(folder, built.workerFile)).keys()]).toEqual([session])
  })
})
