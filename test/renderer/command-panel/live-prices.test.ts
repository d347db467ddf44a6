import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportedSymbol, SymbolMatch } from '../../../preload/contract/live-prices'
import { maximumMarketContextCharacters } from '../../../preload/contract/limits'
import type { AnyEnvelope } from '../../../preload/contract/events'
import type { SessionRequest } from '../../../preload/contract/routes'
import { setLanguage } from '../../../renderer/src/app/use-text'
import { errorShape, FakeBridge, importedPrices } from '../support/fake-bridge'
import { fetchedAt, fetchedSymbol, match } from '../support/live-prices'
import {
  mountRoom,
  press,
  settle,
  type,
  unmountRoom,
  type MountedRoom
} from '../support/mount-room'
import { fixtureSession, sessionEvents } from '../support/session-events'

let room: MountedRoom
const tenYearsBack = `${new Date().getFullYear() - 10}-01-01`
beforeEach(async () => {
  room = await mountRoom()
  room.bridge.on('symbol.import', ({ symbol }) =>
    symbol === '2330' ? fetchedSymbol() : fetchedSymbol(symbol, '^GSPC')
  )
})
afterEach(() => unmountRoom(room))

const field = (): HTMLInputElement => room.one('subject-input') as HTMLInputElement
const panel = (): string => document.querySelector('aside')?.textContent ?? ''
const imports = (): unknown[] => room.bridge.callsOf('symbol.import')
const options = (): string[] =>
  [...document.querySelectorAll('[role="option"] .symbol')].map((each) => each.textContent)
const active = (): string | undefined => {
  const id = field().getAttribute('aria-activedescendant')
  const option = id === null ? null : document.getElementById(id)
  expect(option?.getAttribute('aria-selected') ?? 'true').toBe('true')
  return option?.querySelector('.symbol')?.textContent
}
const enter = async (text: string): Promise<void> => {
  type(field(), text)
  press(field(), 'Enter')
  await settle()
}
const click = async (label: string): Promise<void> => {
  const found = [...document.querySelectorAll<HTMLElement>('button')].find(
    (each) => each.getAttribute('aria-label') === label || each.textContent.trim() === label
  )
  if (found === undefined) throw new Error(`no button ${label}`)
  found.click()
  await settle()
}
const request = async (): Promise<SessionRequest | undefined> => {
  room.one('start-button').click()
  await settle()
  return (room.bridge.callsOf('session.start') as SessionRequest[]).at(-1)
}
const changeTo = async (testId: string, text: string): Promise<void> => {
  type(room.one(testId), text)
  room.one(testId).dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}
/** An answer that is given when the test says so. */
const later = <T>(): { promise: Promise<T>; give: (value: T) => void } => {
  let give: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => (give = resolve))
  return { promise, give }
}

describe('completion while typing', () => {
  it('asks once when the typing rests, and never for a path or the bundled case', async () => {
    for (const text of ['2', '23', '233', '2330']) {
      type(field(), text)
      await settle(100)
    }
    await settle()
    for (const text of ['/data/prices.csv', 'SP500']) {
      type(field(), text)
      await settle()
    }
    expect(room.bridge.callsOf('symbol.search')).toEqual([{ text: '2330' }])
  })

  it('tells name, exchange and kind of a match, the kind in the reader’s language', async () => {
    const certificate = { ...match('TSM.BA', 'Cedear', 'Buenos Aires'), type: 'depositary receipt' }
    const matches = [match('2330.TW', 'Taiwan Semiconductor', 'Taiwan'), certificate]
    room.bridge.on('symbol.search', () => ({ matches }))
    setLanguage('zh-TW')
    type(field(), 'tsmc')
    await settle()
    const told = [...document.querySelectorAll('[role="option"]')].map((each) => each.textContent)
    setLanguage('en')
    expect(told[0]).toBe('2330.TWTaiwan · 股票Taiwan Semiconductor')
    expect(told[1]).toContain('Buenos Aires · depositary receipt')
  })

  it('shows the newest answer, however late an older one comes', async () => {
    const slow = later<{ matches: SymbolMatch[] }>()
    room.bridge.on('symbol.search', ({ text }) =>
      text === 'tsm' ? slow.promise : { matches: [match('2330.TW', 'Taiwan Semiconductor')] }
    )
    type(field(), 'tsm')
    await settle()
    type(field(), 'tsmc')
    await settle()
    slow.give({ matches: [match('TSM', 'an old answer', 'NYQ')] })
    await settle()
    expect(options()).toEqual(['2330.TW'])
  })

  it('is walked with the arrows, chosen with Enter, and keeps what was typed until then', async () => {
    const matches = [match('AAPL', 'Apple', 'NMS'), match('AAPL.MX', 'Apple', 'MEX')]
    room.bridge.on('symbol.search', () => ({ matches }))
    type(field(), 'apple')
    await settle()
    expect(field().getAttribute('aria-expanded')).toBe('true')
    expect(active()).toBeUndefined()
    const walked = []
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      press(field(), key)
      await settle(20)
      walked.push(active())
    }
    expect(walked).toEqual(['AAPL', 'AAPL.MX', undefined, 'AAPL.MX'])
    expect(field().value).toBe('apple')
    press(field(), 'Enter')
    await settle()
    expect(imports()).toMatchObject([{ symbol: 'AAPL.MX' }])
    expect(field().getAttribute('aria-expanded')).toBe('false')
  })

  it('is put away by Escape, which stops no session then', async () => {
    await room.start()
    type(field(), 'SP')
    await settle()
    expect(options()).toEqual(['SP500'])
    press(field(), 'Escape')
    await settle()
    expect(options()).toEqual([])
    expect(field().value).toBe('SP')
    expect(room.bridge.callsOf('session.cancel')).toEqual([])
    press(field(), 'Escape')
    await settle()
    expect(room.bridge.callsOf('session.cancel')).toHaveLength(1)
  })

  it('says when nothing can be looked up, and Enter still fetches a symbol', async () => {
    room.bridge.on('symbol.search', () => errorShape('prices.network', { source: 'Yahoo' }))
    type(field(), '2330')
    await settle()
    expect(room.one('subject-list').textContent).toContain('Symbols cannot be looked up now.')
    expect(room.all('error-banner')).toHaveLength(0)
    press(field(), 'Enter')
    await settle()
    expect(field().value).toBe('2330.TW')
  })
})

describe('a symbol', () => {
  it('is fetched on Enter, and told with its market, range, age and adjustment', async () => {
    await enter('2330')
    expect(imports()).toEqual([{ symbol: '2330', source: 'yahoo', from: tenYearsBack, to: null }])
    expect(field().value).toBe('2330.TW')
    for (const words of [
      ...['2,640 sessions · 4 Jan 2016 – 20 Nov 2026', 'Taiwan Semiconductor', 'TAI · TWD'],
      ...['Yahoo, fetched 20 Nov 2026', 'Adjusted for splits.']
    ]) {
      expect(panel()).toContain(words)
    }
    expect(room.all('live-stale')).toHaveLength(0)
  })

  it('by its name is the first that a search finds', async () => {
    room.bridge.on('symbol.search', () => ({ matches: [match('2330.TW', '台積電')] }))
    await enter('台積電')
    expect(imports()).toMatchObject([{ symbol: '2330.TW' }])
    room.bridge.on('symbol.search', () => ({ matches: [] }))
    await enter('沒有這家')
    expect(room.one('live-refusal').textContent).toContain('knows no symbol 沒有這家')
  })

  it('that is being fetched is told, keeps Start waiting, and is called off by typing on', async () => {
    await enter('SP500')
    const slow = later<ImportedSymbol>()
    room.bridge.on('symbol.import', () => slow.promise)
    await enter('aapl')
    expect(room.one('live-fetching').textContent).toContain('Fetching prices of AAPL …')
    expect(room.one('start-button').hasAttribute('disabled')).toBe(true)
    type(field(), 'AAPLX')
    await settle()
    expect(room.all('live-fetching')).toHaveLength(0)
    slow.give(fetchedSymbol('AAPL'))
    await settle()
    expect(field().value).toBe('AAPLX')
    expect(panel()).toContain('5,105 sessions')
    expect(room.all('live-status')).toHaveLength(0)
  })

  it('that cannot be fetched is told beside the field, and nothing else changes', async () => {
    await enter('SP500')
    room.bridge.on('symbol.import', () => errorShape('prices.network', { source: 'Yahoo' }))
    await enter('2330')
    expect(room.one('live-refusal').textContent.trim()).toBe(
      'Yahoo cannot be reached. Check the network, or use a price file.'
    )
    expect(room.all('error-banner')).toHaveLength(0)
    expect(panel()).toContain(`${importedPrices.name} · 5,105 sessions`)
    await enter('SP500')
    expect(panel()).not.toContain(`${importedPrices.name} ·`)
    expect(room.all('live-refusal')).toHaveLength(0)
    expect((await request())?.subject.sha256).toBe(importedPrices.sha256)
  })

  it('out of the cache says from when, and a bar that is left out is named', async () => {
    const fetched = fetchedSymbol()
    room.bridge.on('symbol.import', () => ({
      ...fetched,
      origin: { ...fetched.origin, partial: '2026-11-20' },
      stale: { code: 'prices.network', fetchedAt }
    }))
    await enter('2330')
    expect(room.one('live-stale').textContent).toMatch(
      /^Prices of 20 Nov 2026 .+: Yahoo could not be reached\.$/
    )
    expect(panel()).toContain('The bar of 20 Nov 2026 is left out')
  })

  it('says what could not be fetched beside the prices', async () => {
    room.bridge.on('symbol.import', () => ({
      ...fetchedSymbol(),
      ...{ headlines: null, failed: ['headlines'] }
    }))
    await enter('2330')
    expect(room.all('live-failed').map(({ textContent }) => textContent)).toEqual([
      'Headlines could not be fetched. The room runs without them.'
    ])
  })

  it('is offered for one click while nothing is typed, and later among the recent ones', async () => {
    await click('TSMC 2330')
    expect(imports()).toMatchObject([{ symbol: '2330' }])
    expect(panel()).not.toContain('TSMC 2330')
    await enter('SP500')
    await click('2330.TW')
    expect(imports()).toHaveLength(2)
  })
})

describe('what comes with a symbol', () => {
  it('is in the request: prices, the index of its market, headlines and fundamentals', async () => {
    await enter('2330')
    expect(panel()).toContain('Headlines on 2330.TW')
    expect(await request()).toMatchObject({
      ...{ subject: { name: '2330.TW', sha256: 'sha-2330.TW.csv' } },
      ...{ benchmark: 'sha-^TWII.csv', notes: ['sha-2330.TW headlines.md'] },
      fundamentals: 'sha-2330.TW fundamentals.json'
    })
  })

  it('can be taken away, each part alone', async () => {
    await enter('2330')
    await click('Remove Fundamentals')
    await click('Remove Headlines on 2330.TW')
    await click('Remove ^TWII.csv')
    expect(await request()).toMatchObject({ benchmark: null, notes: [], fundamentals: null })
  })

  it('leaves a benchmark that the user chose as it is', async () => {
    room.bridge.on('evidence.choose', ({ kind }) => [
      { kind, name: 'own.csv', sha256: 'sha-own', bytes: 1, prices: null }
    ])
    await click('Choose file')
    await enter('2330')
    await enter('AAPL')
    expect((await request())?.benchmark).toBe('sha-own')
  })

  it('goes when the subject is a file', async () => {
    await enter('2330')
    await enter('SP500')
    expect(await request()).toMatchObject({ benchmark: null, notes: [], fundamentals: null })
    expect(room.all('live-status')).toHaveLength(0)
  })
})

describe('the range of prices', () => {
  it('that is changed is fetched anew, and one that is none keeps Start waiting', async () => {
    await enter('2330')
    await changeTo('range-from', '2020-01-01')
    await changeTo('range-to', '2024-12-31')
    expect(imports().slice(1)).toEqual([
      { symbol: '2330.TW', source: 'yahoo', from: '2020-01-01', to: null },
      { symbol: '2330.TW', source: 'yahoo', from: '2020-01-01', to: '2024-12-31' }
    ])
    await changeTo('range-to', '2019-12-31')
    expect(room.one('range-to').getAttribute('aria-invalid')).toBe('true')
    expect(room.one('start-button').hasAttribute('disabled')).toBe(true)
    expect(room.one('run-hint').textContent).toBe('To start, correct the range.')
    expect(imports()).toHaveLength(3)
  })

  it('offers the template as a source only where there is one', async () => {
    const inRange = (): string => room.one('range').textContent
    expect(inRange()).not.toContain('Template')
    room.bridge.settings = {
      ...room.bridge.settings,
      priceTemplate: 'https://prices.test/{symbol}'
    }
    room.stream.tell('changed', 'settings')
    await settle()
    expect(inRange()).toContain('Template')
    document.querySelector<HTMLInputElement>('[data-testid="range"] [value="template"]')?.click()
    type(field(), 'abc')
    await settle()
    // Who uses an address of their own tells nobody else what they type.
    expect(room.bridge.callsOf('symbol.search')).toEqual([])
    await enter('abc')
    expect(imports()).toMatchObject([{ symbol: 'abc', source: 'template' }])
  })
})

describe('the market context', () => {
  it('is in the request, and counted near its limit', async () => {
    await enter('SP500')
    type(room.one('context-input'), '  the central bank meets  ')
    await settle()
    expect(room.all('context-count')).toHaveLength(0)
    expect((await request())?.marketContext).toBe('the central bank meets')
    type(room.one('context-input'), 'x'.repeat(maximumMarketContextCharacters - 5))
    await settle()
    expect(room.one('context-count').textContent.trim()).toBe('3,995 of 4,000 characters')
  })
})

describe('a session that was there before the page was', () => {
  it('fills the panel with its symbol, its fundamentals and its market context', async () => {
    unmountRoom(room)
    const bridge = new FakeBridge()
    bridge.on('session.current', () => ({ session: fixtureSession, holds: true }))
    room = await mountRoom(bridge)
    const { prices, fundamentals } = fetchedSymbol()
    const inputs = [prices, fundamentals].flatMap((each) => (each === null ? [] : [each]))
    const subjectOf = { id: prices.sha256, name: '2330.TW' }
    const ends = sessionEvents().filter(({ type }) => /^session\.(started|completed)$/.test(type))
    await room.push(
      ends.map((event, index): AnyEnvelope => {
        if (event.type !== 'session.started') return { ...event, seq: index + 1 }
        const data = { ...event.data, subject: subjectOf, inputs, marketContext: 'rates fall' }
        return { ...event, data }
      })
    )
    expect(field().value).toBe('2330.TW')
    expect(imports()).toEqual([])
    expect(await request()).toMatchObject({
      ...{ subject: { name: '2330.TW', sha256: prices.sha256 }, marketContext: 'rates fall' },
      fundamentals: fundamentals?.sha256
    })
    expect(imports()).toEqual([])
  })
})

describe('for who cannot see it', () => {
  it('axe finds nothing in the panel, with its list open and prices out of the cache', async () => {
    room.bridge.on('symbol.import', () => ({
      ...fetchedSymbol(),
      stale: { code: 'prices.network', fetchedAt }
    }))
    await enter('2330')
    for (const fold of ['range-fold', 'context-fold']) room.one(fold).click()
    type(field(), '23')
    await settle()
    press(field(), 'ArrowDown')
    await settle()
    expect(active()).toBe('2330.TW')
    vi.useRealTimers()
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } }
    const { violations } = await axe.run(document.querySelector('aside') ?? document.body, {
      rules
    })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})
