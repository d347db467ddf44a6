import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reduceEvents } from '../../preload/contract/session-reducer'
import { launchRoom, type RoomApp } from '../support/e2e-app'
import { onlyTerminal, textOf } from '../support/e2e-events'
import type { RoomPage } from '../support/e2e-page'

let app: RoomApp
let holder: RoomPage
beforeAll(async () => {
  app = await launchRoom()
  holder = await app.firstPage()
})
afterAll(() => app.close())

/** Of the sessions that start from now on. */
const setPace = (paceCharactersPerSecond: number): Promise<unknown> =>
  holder.page.evaluate((change) => window.warRoom.invoke('settings.set', change), {
    paceCharactersPerSecond
  })

const closeWindow = async (room: RoomPage): Promise<void> => {
  // The answer may be lost with the page.
  const closing = room.page.evaluate(() => void window.warRoom.invoke('window.close', {}))
  await closing.catch(() => undefined)
  if (!room.page.isClosed()) await room.page.waitForEvent('close')
}

const watchByMenu = (): Promise<RoomPage> => app.pageOpenedBy(() => app.menu('watch'))

const watchByButton = (): Promise<RoomPage> =>
  app.pageOpenedBy(() => holder.page.getByTestId('watch-button').click())

describe('a session that another window watches', () => {
  it('is the same in both, and only its holder can stop it', async () => {
    await setPace(1_500)
    const session = await holder.start()
    await holder.typing('quant')
    // What is being written goes on, and nothing ends before both windows have had their turn.
    await holder.pauseButton.click()
    const watcher = await watchByMenu()
    await watcher.watchBanner.waitFor()
    await watcher.typing('quant')
    expect((await watcher.shown()).session).toBe(session)
    await watcher.picture('watching')
    expect(await watcher.stopButton.count()).toBe(0)
    expect(await watcher.page.getByTestId('role-stop').count()).toBe(0)
    await watcher.page.keyboard.press('Control+.')
    const codes = await watcher.page.evaluate(async (id) => {
      const { invoke } = window.warRoom
      const answers = [
        await invoke('session.cancel', { session: id }),
        await invoke('session.cancelRole', { session: id, role: 'quant' }),
        await invoke('session.pause', { session: id })
      ]
      return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))
    }, session)
    expect(codes).toEqual(Array.from({ length: 3 }, () => 'session.forbidden'))
    await closeWindow(watcher)
    expect(await app.liveSessions()).toEqual([session])
    const second = await watchByButton()
    await holder.pauseButton.click()
    for (const room of [holder, second]) await room.status('completed')
    const events = app.journal.events(session)
    expect(onlyTerminal(events).type).toBe('session.completed')
    const [held, watched] = [await holder.shown(), await second.shown()]
    for (const { role, text } of watched.roles) expect(text, role).toBe(textOf(events, role))
    expect(watched).toEqual(held)
    expect(watched).toEqual(reduceEvents(session, events))
    await closeWindow(second)
  })

  it('ends for its watcher with the window that holds it', async () => {
    await setPace(300)
    const room = await app.pageOpenedBy(() => app.menu('new-room'))
    const session = await room.start()
    await room.typing('quant')
    const watcher = await watchByMenu()
    await watcher.typing('quant')
    await closeWindow(room)
    await watcher.status('cancelled')
    expect((await watcher.shown()).end).toMatchObject({ reason: 'window-closed' })
    expect(onlyTerminal(app.journal.events(session)).type).toBe('session.cancelled')
    await closeWindow(watcher)
  })
})

describe('settings', () => {
  it('that one window changes hold in the other at once', async () => {
    const other = await app.pageOpenedBy(() => app.menu('new-room'))
    const theme = (room: RoomPage): Promise<string | undefined> =>
      room.page.evaluate(() => document.documentElement.dataset['theme'])
    expect(await theme(other)).toBe('dark')
    await holder.page.getByRole('button', { name: 'Settings' }).click()
    const view = holder.page.getByTestId('settings-view')
    await view.getByRole('button', { name: 'Language and appearance' }).click()
    await view.getByRole('radio', { name: 'Ultra Dark' }).check()
    await view.getByRole('radio', { name: '繁體中文' }).check()
    await other.page.locator('html[data-theme="ultra-dark"][lang="zh-TW"]').waitFor()
    expect(await other.startButton.textContent()).toMatch(/\p{Script=Han}/u)
    await holder.page.keyboard.press('Escape')
    await closeWindow(other)
  })
})
