import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CancelScope } from '../../../main/kernel/abort'
import { pricesFile } from '../../../main/prices/prices-file'
import type { LivePrices } from '../../../main/prices/live-prices'
import { checkLeaks } from '../../support/leaks'
import { chartAnswer, chartRows } from '../../support/yahoo-answers'
import { minuteMs, never, priceRig } from './price-rig'

checkLeaks()
const rig = priceRig()
const call = { signal: never }
const apple = { symbol: 'AAPL', from: null, to: null }
const daily = (prices: LivePrices, request = apple as Parameters<LivePrices['daily']>[1]) =>
  prices.daily('yahoo', request, call)

const goodAnswer = () => ({ body: chartAnswer({ symbol: 'AAPL' }, chartRows(30, '2024-06-14')) })
const online = (): void => {
  rig.answer = goodAnswer
}
const offline = (): void => {
  rig.answer = () => ({ status: 503 })
}
const asked = (): number => rig.server.paths.length

describe('fetched prices', () => {
  it('are given again within 15 minutes, byte for byte, without asking', async () => {
    online()
    const prices = rig.open()
    const first = pricesFile(await daily(prices))
    const before = asked()
    rig.clock.wall += 14 * minuteMs
    expect(pricesFile(await daily(prices))).toEqual(first)
    expect(asked()).toBe(before)
    rig.clock.wall += minuteMs
    const later = await daily(prices)
    expect(later.origin.fetchedAt).toBe(rig.clock.wall)
    expect(asked()).toBe(before + 1)
  })

  it('outlive the program, and stand in for a source that fails, with the reason', async () => {
    online()
    const folder = await rig.folder()
    const before = rig.open(folder)
    const first = await daily(before)
    await before.close()
    offline()
    rig.clock.wall += 26 * 60 * minuteMs
    const after = await daily(rig.open(folder))
    expect(after).toEqual({
      ...first,
      origin: { ...first.origin, askedOn: '2024-06-16' },
      stale: { code: 'prices.network', fetchedAt: first.origin.fetchedAt }
    })
  })

  it('of another range stand in for the dates that they have', async () => {
    online()
    const prices = rig.open()
    await daily(prices)
    offline()
    const cut = await daily(prices, { symbol: 'AAPL', from: '2024-06-10', to: '2024-06-12' })
    expect(cut.stale?.code).toBe('prices.network')
    expect(cut.csv.split('\n').map((line) => line.slice(0, 10))).toEqual([
      'Date,Open,',
      '2024-06-10',
      '2024-06-11',
      '2024-06-12',
      ''
    ])
    await expect(
      daily(prices, { symbol: 'AAPL', from: '1999-01-01', to: '1999-02-01' })
    ).rejects.toMatchObject({ code: 'prices.network' })
  })

  it('without network and cache are a code', async () => {
    offline()
    await expect(daily(rig.open())).rejects.toMatchObject({
      code: 'prices.network',
      retryable: true
    })
  })

  it('go on when the cache’s file is damaged: it is put aside and begun anew', async () => {
    online()
    const folder = await rig.folder()
    await writeFile(join(folder, 'prices.db'), 'no database '.repeat(400))
    const prices = rig.open(folder)
    const first = await daily(prices)
    const before = asked()
    expect(await daily(prices)).toEqual(first)
    expect(asked()).toBe(before)
    expect(await readdir(folder)).toContain('prices.db.bad')
    const aside = await readFile(join(folder, 'prices.db.bad'), 'utf8')
    expect(aside.startsWith('no database')).toBe(true)
  })

  it('go on without a cache where its file cannot be made', async () => {
    online()
    const prices = rig.open(join(await rig.folder(), 'missing'))
    expect((await daily(prices)).stale).toBeNull()
  })
})

describe('a source that fails', () => {
  it('is asked once more after a cut connection, and no more', async () => {
    let cuts = 1
    rig.answer = () => (cuts-- > 0 ? { ...goodAnswer(), cutAfter: 300 } : goodAnswer())
    const before = asked()
    expect((await daily(rig.open())).stale).toBeNull()
    expect(asked() - before).toBe(2)
    rig.answer = () => ({ ...goodAnswer(), cutAfter: 300 })
    await expect(daily(rig.open())).rejects.toMatchObject({ code: 'prices.network' })
    expect(asked() - before).toBe(4)
  })

  it('is left alone for as long as it asks to be', async () => {
    rig.answer = () => ({ status: 429, headers: { 'retry-after': '30' } })
    const prices = rig.open()
    const before = asked()
    const refused = { code: 'prices.rate-limited', parameters: { seconds: 30 } }
    await expect(daily(prices)).rejects.toMatchObject(refused)
    await expect(daily(prices)).rejects.toMatchObject({ code: 'prices.rate-limited' })
    expect(asked() - before).toBe(1)
  })

  it('that does not answer is given up at its limit, and its socket closes', async () => {
    rig.answer = () => null
    await expect(daily(rig.open())).rejects.toMatchObject({ code: 'prices.network' })
    await rig.server.quiet()
  })

  it.each([
    ['before it answers', null],
    ['in the midst of its answer', 300]
  ])('closes its socket when it is called off %s', async (_, cutAfter) => {
    rig.answer = () => (cutAfter === null ? null : { ...goodAnswer(), stallAfter: cutAfter })
    const scope = new CancelScope(null)
    const before = asked()
    const fetching = rig.open().daily('yahoo', apple, { signal: scope.signal })
    const ended = expect(fetching).rejects.toBe(await reasonOf(scope, before))
    await ended
    await rig.server.quiet()
    expect(asked() - before).toBe(1)
  })

  it('is let go of when the program closes', async () => {
    rig.answer = () => null
    const prices = rig.open()
    const before = asked()
    const fetching = daily(prices)
    const ended = expect(fetching).rejects.toMatchObject({ code: 'engine.shutting-down' })
    await rig.server.count(before + 1)
    await prices.close()
    await ended
    await rig.server.quiet()
  })
})

const reasonOf = async (scope: CancelScope, before: number): Promise<unknown> => {
  await rig.server.count(before + 1)
  scope.cancel('user')
  return scope.signal.reason as unknown
}
