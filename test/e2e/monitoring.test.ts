import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchRoom, type RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import { MainSockets } from '../support/e2e-sockets'

const permissions = 0o777
const ownerOnly = 0o600

let app: RoomApp
let room: RoomPage
let port: number
beforeAll(async () => {
  app = await launchRoom({ settings: { paceCharactersPerSecond: 0 } })
  room = await app.firstPage()
  port = (await MainSockets.of(app, room)).port
})
afterAll(() => app.close())

const paths = ['/health', '/metrics'] as const

const ask = async (path: string, token?: string): Promise<{ status: number; text: string }> => {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  return { status: response.status, text: await response.text() }
}

const statuses = (token?: string): Promise<number[]> =>
  Promise.all(paths.map(async (path) => (await ask(path, token)).status))

/** Turns monitoring on or off as a person does, and waits until main has it. */
const turnMonitoring = async (picture: string): Promise<void> => {
  await room.page.getByRole('button', { name: 'Settings' }).click()
  const view = room.page.getByTestId('settings-view')
  await view.getByRole('button', { name: 'Data', exact: true }).click()
  await room.page.getByTestId('monitoring-switch').click()
  await room.picture(picture)
  await room.page.keyboard.press('Escape')
  await view.waitFor({ state: 'detached' })
}

describe('monitoring', () => {
  it('is not there until it is switched on, answers the holder of the token, and goes', async () => {
    expect(await statuses()).toEqual([404, 404])
    const file = join(app.dataFolder, 'monitor-token')
    await turnMonitoring('settings-monitoring-on')
    await expect.poll(() => statuses()).toEqual([401, 401])
    expect(statSync(file).mode & permissions).toBe(ownerOnly)
    const token = readFileSync(file, 'utf8').trim()
    expect(await statuses(`${token.slice(0, -1)}~`)).toEqual([401, 401])
    await room.start()
    await room.status('completed')
    expect(await statuses(token)).toEqual([200, 200])
    const health = JSON.parse((await ask('/health', token)).text) as Record<string, unknown>
    expect(health).toMatchObject({ sessions: { completed: 1 } })
    expect((await ask('/metrics', token)).text).toMatch(/^# TYPE war_room_/m)
    await turnMonitoring('settings-monitoring-off')
    await expect.poll(() => statuses(token)).toEqual([404, 404])
  })
})
