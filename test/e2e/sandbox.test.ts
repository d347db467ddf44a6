import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchRoom, type RoomApp } from '../support/e2e-app'
import { isSandboxed } from '../support/e2e-processes'
import { ordinaryUser, type OrdinaryUser } from '../support/e2e-user'

let user: OrdinaryUser
let app: RoomApp
beforeAll(async () => {
  user = ordinaryUser()
  app = await launchRoom(user.launch)
})
afterAll(async () => {
  await app.close()
  user.remove()
})

describe('for an ordinary user', () => {
  it("the program runs to a summary inside Chromium's sandbox", async () => {
    const room = await app.firstPage()
    const unprotected = await app.electron.evaluate(({ app: program }) => [
      program.commandLine.hasSwitch('no-sandbox'),
      process.getuid?.() === 0
    ])
    expect(unprotected).toEqual([false, false])
    const page = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()
    )
    if (process.platform === 'linux') expect(isSandboxed(page ?? 0)).toBe(true)
    await room.page.evaluate(() =>
      window.warRoom.invoke('settings.set', { paceCharactersPerSecond: 0 })
    )
    await room.start()
    await room.status('completed')
    await room.summary.waitFor()
  })
})
