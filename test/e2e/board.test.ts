import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchRoom, makeProfile, projectFolder, type RoomApp } from '../support/e2e-app'
import { BoardPage } from '../support/e2e-board'
import { dropFiles } from '../support/e2e-drop'
import type { RoomPage } from '../support/e2e-page'

const folder = makeProfile({ paceCharactersPerSecond: 0 })
const prices = join(folder, 'prices')
let app: RoomApp
let room: RoomPage
let board: BoardPage

const lines = readFileSync(join(projectFolder, 'out/main/cases/sp500.csv'), 'utf8').split('\n')

/** A price file of its own: the bundled case up to a line. */
const priceFile = (name: string, until: number): string => {
  const file = join(prices, name)
  writeFileSync(file, `${lines.slice(0, until).join('\n')}\n`)
  return file
}

/** Named like prices, but a picture. */
const pictureFile = (name: string): string => {
  const file = join(prices, name)
  writeFileSync(file, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))
  return file
}

beforeAll(async () => {
  mkdirSync(prices)
  app = await launchRoom({ folder })
  room = await app.firstPage()
  board = new BoardPage(app, room)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const column = { asOf: 1, stance: 7, p: 8 }
const good = ['amber.csv', 'birch.csv', 'cedar.csv']

describe('the morning board', () => {
  it('takes files from the dialog, runs them, and one bad file costs its row only', async () => {
    await board.show()
    const [amber = '', birch = ''] = good
    await board.choose([
      ...[priceFile(amber, 2_200), pictureFile('picture.csv'), priceFile(birch, 2_900)]
    ])
    const chosen = ['amber.csv', 'picture.csv', 'birch.csv']
    expect((await board.names(3)).sort()).toEqual([...chosen].sort())
    await dropFiles(room.page, [priceFile('cedar.csv', 1_500)])
    await board.names(4)
    await board.run()
    for (const name of good) {
      await board.row(name).and(room.page.locator('[data-kind="figures"]')).waitFor()
    }
    expect(await board.cell('picture.csv', 1)).toContain('picture.csv is not a text file')
    expect(await board.view.getByTestId('board-sum').textContent()).toContain('1 failed')
    await room.picture('board')
  })

  it('sorts by a column, the refused file last both ways, and remembers the run', async () => {
    await board.sort('asOf').click()
    const byDate = ['cedar.csv', 'amber.csv', 'birch.csv']
    expect(await board.names(4)).toEqual([...byDate, 'picture.csv'])
    await board.sort('asOf').click()
    expect(await board.names(4)).toEqual([...byDate.reverse(), 'picture.csv'])
    const asOf = await board.cell('amber.csv', column.asOf)
    await room.page.keyboard.press('Escape')
    await board.view.waitFor({ state: 'detached' })
    await board.show()
    expect(await board.cell('amber.csv', column.asOf)).toBe(asOf)
    expect(await board.view.getByTestId('board-ran').textContent()).toMatch(/^Run \d/)
  })

  it('takes a row off and gives it back in its place', async () => {
    const before = await board.names(4)
    await room.page.keyboard.press('ArrowDown')
    await room.page.keyboard.press('Delete')
    await board.names(3)
    await room.toasts.getByRole('button', { name: 'Undo' }).waitFor()
    await room.page.keyboard.press('Control+z')
    expect(await board.names(4)).toEqual(before)
  })

  it('a click opens the room on the row, which comes to the row’s own answer', async () => {
    const stance = await board.cell('birch.csv', column.stance)
    const p = await board.cell('birch.csv', column.p)
    await board.row('birch.csv').locator('.open').click()
    await board.view.waitFor({ state: 'detached' })
    await room.status('completed')
    const { summary, subject } = await room.shown()
    expect(subject?.name).toBe('birch.csv')
    const words = await room.page.getByTestId('summary-stance').textContent()
    expect(words?.trim()).toBe(stance)
    expect(`${((summary?.p ?? NaN) * 100).toFixed(1)}%`).toBe(p)
  })

  it('ends a session that runs in the room only when it is told to', async () => {
    await room.page.evaluate(() =>
      window.warRoom.invoke('settings.set', { paceCharactersPerSecond: 100 })
    )
    // The former session stays in sight until the next one is there, its text with it.
    const former = (await room.shown()).session
    await board.show()
    await board.row('amber.csv').locator('.open').click()
    await expect.poll(async () => (await room.shown()).session).not.toBe(former)
    await room.typing('quant')
    const first = (await room.shown()).session
    await board.show()
    await board.row('cedar.csv').locator('.open').click()
    await room.page.getByTestId('board-replace-start').click()
    await expect.poll(async () => (await room.shown()).session).not.toBe(first)
    await room.typing('quant')
    const { session, subject } = await room.shown()
    expect([subject?.name, session === first]).toEqual(['cedar.csv', false])
    const { end } = app.journal.state(first)
    expect(end).toMatchObject({ type: 'session.cancelled', reason: 'superseded' })
    await room.stopButton.click()
    await room.status('cancelled')
  })
})
