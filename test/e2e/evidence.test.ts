import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchRoom, projectFolder, type Hooked, type RoomApp } from '../support/e2e-app'
import { dropFiles } from '../support/e2e-drop'
import type { RoomPage } from '../support/e2e-page'

let app: RoomApp
let room: RoomPage
beforeAll(async () => {
  app = await launchRoom({ settings: { paceCharactersPerSecond: 0 } })
  room = await app.firstPage()
})
afterAll(() => app.close())

const goodCsv = readFileSync(join(projectFolder, 'out/main/cases/sp500.csv'))

const badCsv = `Date,Open,High,Low,Close,Volume
2024-01-02,100,101,99,100,1000
2024-01-03,100,101,99,1O1,1000
`

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(app.folder, name)
  writeFileSync(path, content)
  return path
}

describe('a price file', () => {
  it('dropped on the window is read by its real path and runs to the summary', async () => {
    const path = write('dropped.csv', goodCsv)
    await dropFiles(room.page, [path])
    await room.page.waitForFunction(
      ([field, expected]) => (field as HTMLInputElement | null)?.value === expected,
      [await room.subject.elementHandle(), path] as const
    )
    await room.startButton.click()
    await room.status('completed')
    expect(await room.summary.textContent()).toContain('dropped.csv')
  })

  it('that is bad shows a banner with its file, row and column, and nothing starts', async () => {
    const path = write('broken.csv', badCsv)
    await room.subject.fill(path)
    await room.subject.press('Enter')
    await room.banner.waitFor()
    const words = (await room.banner.textContent()) ?? ''
    expect(words).toContain('broken.csv')
    expect(words).toMatch(/\b3\b/)
    expect(words).toContain('Close')
    await room.picture('bad-file')
    expect(await app.liveSessions()).toEqual([])
  })

  it('dropped together with a note is taken up with it, and the note is quoted', async () => {
    const prices = write('prices.csv', goodCsv)
    const note = write('memo.md', '2019-06-03: Orders rose for the third month.\n')
    await dropFiles(room.page, [prices, note])
    await room.page.getByText('memo.md').waitFor()
    const former = (await room.shown()).session
    await room.startButton.click()
    await expect.poll(async () => (await room.shown()).session).not.toBe(former)
    await room.status('completed')
    expect(await room.summary.textContent()).toContain('prices.csv')
    expect(await room.roleText('intel').textContent()).toContain('Orders rose for the third month')
  })

  it('chosen in the dialog of the menu is taken up', async () => {
    const path = write('chosen.csv', goodCsv)
    await app.electron.evaluate(({ Menu }, file) => {
      ;(globalThis as Hooked).warRoomTest.dialogs.files.push([file])
      Menu.getApplicationMenu()?.getMenuItemById('open-prices')?.click()
    }, path)
    await room.page.waitForFunction(
      (field) => (field as HTMLInputElement | null)?.value.endsWith('chosen.csv'),
      await room.subject.elementHandle()
    )
    const asked = await app.electron.evaluate(
      () => (globalThis as Hooked).warRoomTest.dialogs.asked
    )
    expect(asked).toEqual([{ dialog: 'chooseFiles', detail: 'prices' }])
  })
})
