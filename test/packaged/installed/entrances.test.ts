import { readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from '../support/installation'
import { giveTo, processesOf } from '../support/person'
import { newlyTakenUp, takenUp } from '../support/run-session'
import { asPerson, installedCommand, ShippedProgram } from '../support/shipped-program'
import { keepPicture } from '../support/screen'

const { person } = inject('machine')
const desktopEntry = '/usr/share/applications/war-room.desktop'

let program: ShippedProgram
beforeAll(async () => {
  await ensureInstalled()
  program = ShippedProgram.start()
  await program.started()
  await program.shows(1)
})
afterAll(async () => {
  await program.end()
})

/** A file of daily prices of its own, so that its hash tells that it was taken up. */
const priceFile = (name: string, close: number): { path: string; hash: string } => {
  const path = join(person.home, name)
  const day = (index: number): string =>
    new Date(Date.UTC(2024, 0, 1) + index * 86_400_000).toISOString().slice(0, 10)
  const rows = Array.from({ length: 300 }, (_row, index) => {
    const price = close + (index % 7)
    return `${day(index)},${price},${price + 1},${price - 1},${price},1000`
  })
  writeFileSync(path, ['Date,Open,High,Low,Close,Volume', ...rows, ''].join('\n'))
  giveTo(person, path)
  return { path, hash: createHash('sha256').update(readFileSync(path)).digest('hex') }
}

/** Runs a command that starts the program once more, and waits for one window more in the first. */
const opensOneMore = async (command: readonly string[]): Promise<void> => {
  const count = program.windows.ids().length
  const { ended, output } = asPerson(command)
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
    const { path, hash } = priceFile('by path.csv', 100)
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
  it('ends the program with exit code 0 when it is closed, as all others were', async () => {
    for (const window of program.windows.ids()) {
      program.windows.press(window, 'ctrl+w')
      await expect.poll(() => program.windows.ids()).not.toContain(window)
    }
    expect(await program.ended).toEqual({ code: 0, signal: null })
    await expect.poll(() => processesOf(person.uid)).toEqual([])
  })
})
