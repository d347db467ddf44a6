import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import { startPriceServer, type PriceServer } from '../support/price-server'
import { launchPackaged } from './support/launch-packaged'
import { priceRows } from './support/price-rows'

let server: PriceServer
let app: RoomApp
let room: RoomPage
beforeAll(async () => {
  server = await startPriceServer(() => ({ body: priceRows(600) }))
  app = await launchPackaged({
    settings: { priceTemplate: `${server.url}/{symbol}.csv` },
    arguments: ['war-room://open?subject=2330']
  })
  room = await app.firstPage()
})
afterAll(async () => {
  await app.close()
  await server.close()
})

describe('a link that starts the packaged program', () => {
  it('opens a room on its symbol', async () => {
    await expect.poll(() => room.subject.inputValue()).toBe('2330')
  })

  it('starts no session, and asks nobody for prices', async () => {
    const current = await room.page.evaluate(() => window.warRoom.invoke('session.current', {}))
    expect(current).toMatchObject({ ok: true, value: { session: null } })
    expect(await room.stopButton.isEnabled()).toBe(false)
    expect(server.paths).toEqual([])
  })
})

describe('the packaged program', () => {
  it('has the thread that keeps prices, from its archive', async () => {
    const request = { symbol: '2330', source: 'template', from: null, to: null } as const
    const answer = await room.page.evaluate(
      (input) => window.warRoom.invoke('symbol.import', input),
      request
    )
    expect(answer).toMatchObject({ ok: true })
    expect(server.paths).toContain('/2330.csv')
    expect(existsSync(join(app.dataFolder, 'prices.db'))).toBe(true)
  })
})
