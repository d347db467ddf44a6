import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import { isSandboxed } from '../support/e2e-processes'
import { launchPackaged } from './support/launch-packaged'

let app: RoomApp
let room: RoomPage
beforeAll(async () => {
  app = await launchPackaged({
    settings: { paceCharactersPerSecond: 0 },
    arguments: ['--war-room-test', 'SP500']
  })
  room = await app.firstPage()
})
afterAll(() => app.close())

describe('the packaged program', () => {
  it('is a packaged one, run by an ordinary user from one archive', async () => {
    const { packaged, uid, path } = await app.electron.evaluate(({ app: program }) => ({
      packaged: program.isPackaged,
      uid: process.getuid?.(),
      path: program.getAppPath()
    }))
    expect(packaged).toBe(true)
    expect(uid).not.toBe(0)
    expect(path).toMatch(/\/resources\/app\.asar$/)
  })

  it('has no test hooks, whatever its command line says', async () => {
    const hooks = await app.electron.evaluate(() => 'warRoomTest' in globalThis)
    expect(hooks).toBe(false)
  })

  it("runs its pages in Chromium's sandbox", async () => {
    const page = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()
    )
    expect(isSandboxed(page ?? 0)).toBe(true)
  })

  it('holds its page to its policy', async () => {
    const broken = await room.page.evaluate(async () => {
      const seen: { directive: string; policy: string }[] = []
      const heard = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          seen.push({ directive: event.effectiveDirective, policy: event.originalPolicy })
          if (seen.length === 2) resolve()
        })
      })
      const address = 'http://127.0.0.1:9/'
      new Image().src = address
      await fetch(address).catch(() => undefined)
      await heard
      return seen
    })
    expect(broken.map(({ directive }) => directive).sort()).toEqual(['connect-src', 'img-src'])
    expect(broken[0]?.policy).toMatch(/^default-src 'none';/)
    expect(broken[0]?.policy).not.toContain('unsafe')
  })

  it('runs a session to its summary', async () => {
    const session = await room.start()
    await room.status('completed')
    await room.summary.waitFor()
    expect(app.journal.state(session).status).toBe('completed')
  })
})
