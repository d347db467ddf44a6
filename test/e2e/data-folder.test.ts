import { DatabaseSync } from '@photostructure/sqlite'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launchRoom, makeProfile, type RoomApp } from '../support/e2e-app'
import { tightDisk } from '../support/e2e-disk'
import { onlyTerminal } from '../support/e2e-events'
import type { RoomPage } from '../support/e2e-page'
import { SessionsPage } from '../support/e2e-sessions'
import { startRefused } from '../support/e2e-start'
import { runTerminalRoom } from '../support/e2e-terminal'
import { sharedPaths } from '../support/shared-paths'

const storageExit = 3

let folder: string
let data: string
beforeEach(() => {
  folder = makeProfile({ paceCharactersPerSecond: 0 })
  data = join(folder, 'data')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = async (): Promise<{ app: RoomApp; room: RoomPage }> => {
  const app = await launchRoom({ folder })
  return { app, room: await app.firstPage() }
}

const complete = async (room: RoomPage, subject?: string): Promise<string> => {
  const session = await room.start(subject)
  await room.status('completed')
  return session
}

describe('the data folder', () => {
  it('in use is refused to a second program, harmed by none, and its owner’s alone', async () => {
    expect(sharedPaths(folder)).not.toEqual([])
    const { app, room } = await open()
    const session = await complete(room)
    const second = await runTerminalRoom('SP500', '--data', data, '--pace', '0')
    expect(second.code).toBe(storageExit)
    expect(second.stderr).toContain(`Another War Room is using the data folder ${data}`)
    expect(second.stdout).toBe('')
    const listed = await runTerminalRoom('list', '--data', data, '--json')
    expect(JSON.parse(listed.stdout)).toMatchObject([{ session }])
    const next = await complete(room)
    expect(app.journal.sessions().sort()).toEqual([session, next].sort())
    // The profile was begun with a file that everybody may read.
    expect(sharedPaths(folder)).toEqual([])
    await app.close()
  })

  it('of a newer program is left as it is, and the program says why it ends', async () => {
    mkdirSync(data)
    const file = join(data, 'journal.sqlite')
    const journal = new DatabaseSync(file)
    journal.exec('CREATE TABLE later (text TEXT); PRAGMA user_version = 99')
    journal.close()
    const bytes = readFileSync(file)
    const { code, stderr } = await startRefused(folder)
    expect(code).toBe(1)
    expect(stderr).toMatch(/journal\.sqlite was written by a newer War Room \(version 99;/)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(readdirSync(data).filter((name) => name.startsWith('journal'))).toEqual([
      'journal.sqlite'
    ])
  })

  it('with a damaged journal is opened, and the user is told where that lies now', async () => {
    const first = await open()
    await complete(first.room)
    await first.app.close()
    const file = join(data, 'journal.sqlite')
    const damaged = readFileSync(file).fill(0x5a, 0, 512)
    writeFileSync(file, damaged)
    const { app, room } = await open()
    await room.toasts.filter({ hasText: 'damaged' }).waitFor()
    const [aside = ''] = readdirSync(data).filter((name) => name.startsWith('journal.corrupt-'))
    const words = `moved to ${join(data, aside)}. Sessions saved from it: 0.`
    expect(await room.toasts.textContent()).toContain(words)
    expect(readFileSync(join(data, aside)).equals(damaged)).toBe(true)
    await room.picture('journal-moved-aside')
    const session = await complete(room)
    expect(app.journal.sessions()).toContain(session)
    await app.close()
  })

  it('that is none is told, and the program goes on without keeping anything', async () => {
    writeFileSync(data, 'a file, where the folder should be')
    const { app, room } = await open()
    await room.toasts.filter({ hasText: 'nothing of this run is kept' }).waitFor()
    await room.picture('data-folder-unusable')
    await complete(room)
    await room.summary.waitFor()
    expect(readFileSync(data, 'utf8')).toBe('a file, where the folder should be')
    await app.close()
  })
})

describe('a disk that gets full in mid-stream (R17)', () => {
  it('ends the session with words for the user, and the next one is whole again', async () => {
    const disk = tightDisk(folder)
    try {
      const { app, room } = await open()
      const before = await complete(room)
      await room.page.evaluate(() =>
        window.warRoom.invoke('settings.set', { paceCharactersPerSecond: 300 })
      )
      const session = await room.start()
      await room.typing('quant')
      disk.fill(app)
      await room.status('failed')
      await room.toasts.filter({ hasText: disk.words }).waitFor()
      expect(await room.banner.textContent()).toMatch(disk.words)
      await room.picture('storage-failed')
      disk.free(app)
      await room.page.evaluate(() =>
        window.warRoom.invoke('settings.set', { paceCharactersPerSecond: 0 })
      )
      const next = await complete(room)
      for (const whole of [before, next]) {
        expect(onlyTerminal(app.journal.events(whole)).type).toBe('session.completed')
      }
      const sessions = new SessionsPage(room)
      await sessions.show()
      expect((await sessions.list(3)).sort()).toEqual([before, session, next].sort())
      await app.close()
    } finally {
      disk.remove()
    }
  })
})
