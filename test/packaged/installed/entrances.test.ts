import { readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from '../support/installation'
import { giveTo, processesOf } from '../support/person'
import { priceRows } from '../support/price-rows'
import { newlyTakenUp, takenUp } from '../support/run-session'
import {
  asPerson,
  installedCommand,
  newSettingsHome,
  ShippedProgram
} from '../support/shipped-program'
import { keepPicture } from '../support/screen'

const { person } = inject('machine')
const desktopEntry = '/usr/share/applications/war-room.desktop'

const settingsHome = newSettingsHome()
let program: ShippedProgram
beforeAll(async () => {
  await ensureInstalled()
  program = ShippedProgram.start([], { settingsHome })
  await program.started()
  await program.shows(1)
})
afterAll(async () => {
  await program.end()
})

/** Back to the first window, since each one draws. */
afterEach(async () => {
  const [first, ...more] = program.windows.ids()
  for (const window of more) await program.windows.close(window)
  if (first !== undefined) await program.shows(1)
})

/** A file of prices of its own: its hash tells that it was taken up. */
const priceFile = (name: string, close: number): { path: string; hash: string } => {
  const path = join(person.home, name)
  writeFileSync(path, priceRows(close))
  giveTo(person, path)
  return { path, hash: createHash('sha256').update(readFileSync(path)).digest('hex') }
}

/** Runs a command that starts the program once more, and waits for one window more in the first. */
const opensOneMore = async (command: readonly string[]): Promise<void> => {
  const count = program.windows.ids().length
  const { ended, output } = asPerson(command, { XDG_CONFIG_HOME: settingsHome })
  expect(await ended, output()).toEqual({ code: 0, signal: null })
  await program.shows(count + 1)
}

describe('the running program, started once more', () => {
  it('opens a second window, and the second start ends with exit code 0', async () => {
    await opensOneMore([installedCommand])
    const starts = program.log().filter(({ event }) => event === 'app.started')
    await opensOneMore([installedCommand])
    expect(program.log().filter(({ event }) => event === 'app.started')).toEqual(starts)
  })

  it('takes up a file that is named by its path', async () => {
    const { path, hash } = priceFile('依 路徑.csv', 100)
    const before = takenUp(program)
    await opensOneMore([installedCommand, path])
    expect(await newlyTakenUp(program, before)).toBe(hash)
  })

  it('takes up a file that is named by its address', async () => {
    const { path, hash } = priceFile('by address.csv', 200)
    const before = takenUp(program)
    await opensOneMore([installedCommand, pathToFileURL(path).href])
    expect(await newlyTakenUp(program, before)).toBe(hash)
  })
})

describe('the desktop', () => {
  it('opens a price file with the program', async () => {
    const { path, hash } = priceFile('by desktop.csv', 300)
    const before = takenUp(program)
    await opensOneMore(['gio', 'open', path])
    expect(await newlyTakenUp(program, before)).toBe(hash)
  })

  it('opens a link to the bundled case with the program', async () => {
    const before = takenUp(program)
    await opensOneMore(['gio', 'open', 'war-room://open?subject=SP500'])
    await newlyTakenUp(program, before)
  })

  it('opens a link to a symbol with the program', async () => {
    await opensOneMore(['gio', 'open', 'war-room://open?subject=2330'])
    await keepPicture('packaged-link')
  })

  it('opens an empty room by the action of its entry', async () => {
    const action = readFileSync(desktopEntry, 'utf8').split('[Desktop Action new-room]')[1] ?? ''
    const command = /^Exec=(.*)$/m.exec(action)?.[1] ?? ''
    expect(command).toMatch(/^war-room\b/)
    await opensOneMore(command.split(' '))
  })

  it('gives a link that names a file to nobody who would read it', async () => {
    const { path } = priceFile('by link.csv', 400)
    const before = takenUp(program)
    await opensOneMore(['gio', 'open', `war-room://open?subject=${encodeURIComponent(path)}`])
    await opensOneMore([installedCommand, priceFile('after it.csv', 500).path])
    const after = await newlyTakenUp(program, before)
    expect(after).toBe(priceFile('after it.csv', 500).hash)
    expect(takenUp(program)).toHaveLength(before.length + 1)
    await keepPicture('packaged-bad-link')
  })
})

describe('the last window', () => {
  it('ends the program with exit code 0 when it is closed', async () => {
    const [window = ''] = await program.shows(1)
    await program.windows.close(window)
    expect(await program.ended).toEqual({ code: 0, signal: null })
    await expect.poll(() => processesOf(person.uid)).toEqual([])
  })
})
