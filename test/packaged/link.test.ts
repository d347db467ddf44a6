import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import { launchPackaged } from './support/launch-packaged'

let app: RoomApp
let room: RoomPage
beforeAll(async () => {
  app = await launchPackaged({ arguments: ['war-room://open?subject=2330'] })
  room = await app.firstPage()
})
afterAll(() => app.close())

describe('a link that starts the packaged program', () => {
  it('opens a room on its symbol', async () => {
    await expect.poll(() => room.subject.inputValue()).toBe('2330')
  })

  it('has the thread that keeps prices, from the archive', async () => {
    await expect.poll(() => existsSync(join(app.dataFolder, 'prices.db'))).toBe(true)
  })

  it('starts no session', async () => {
    const current = await room.page.evaluate(() => window.warRoom.invoke('session.current', {}))
    expect(current).toMatchObject({ ok: true, value: { session: null } })
    expect(await room.stopButton.isEnabled()).toBe(false)
  })
})
