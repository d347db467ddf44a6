import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { systemClock, type Clock } from '../../../main/kernel/clock'
import { silentLog } from '../../../main/kernel/log'
import { LivePrices } from '../../../main/prices/live-prices'
import { YahooSource } from '../../../main/prices/yahoo/yahoo-source'
import { startPriceServer, type AnswerPrices, type PriceServer } from '../../support/price-server'

/** Timers run so much faster than they say. */
const haste = 40

/** A clock whose wall a test sets, and whose waits are short. */
export class HastyClock implements Clock {
  wall = Date.parse('2024-06-15T12:00:00Z')

  nowMs(): number {
    return systemClock.nowMs() * haste
  }

  wallMs(): number {
    return this.wall
  }

  after(delayMs: number, action: () => void): ReturnType<Clock['after']> {
    return systemClock.after(delayMs / haste, action)
  }
}

export const never = new AbortController().signal
export const minuteMs = 60_000

export interface PriceRig {
  clock: HastyClock
  /** What the server answers; a test sets it. */
  answer: AnswerPrices
  readonly server: PriceServer
  /** The CSV address; a test sets it. */
  template: string
  /** A folder of this test's own. */
  folder(): Promise<string>
  /** The source alone, without a cache. */
  yahoo(): YahooSource
  /** Opened prices are closed after the test. */
  open(dataFolder?: string | null): LivePrices
}

/** Live prices over a server on loopback, with the built thread. */
export const priceRig = (): PriceRig => {
  let server: PriceServer | null = null
  const opened: LivePrices[] = []
  const folders: string[] = []
  const rig: PriceRig = {
    clock: new HastyClock(),
    answer: () => null,
    template: '',
    get server() {
      if (server === null) throw new Error('the server runs within a test only')
      return server
    },
    folder: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'war-room-prices-'))
      folders.push(folder)
      return folder
    },
    yahoo: () =>
      new YahooSource({
        clock: rig.clock,
        reroute: (address) => rig.server.reroute(address),
        spacingMs: 0
      }),
    open: (dataFolder = null) => {
      const prices = new LivePrices({
        dataFolder,
        mainFolder: resolve('out/main'),
        clock: rig.clock,
        log: silentLog,
        template: () => rig.template,
        reroute: (address) => rig.server.reroute(address),
        spacingMs: 0
      })
      opened.push(prices)
      return prices
    }
  }
  beforeAll(async () => {
    server = await startPriceServer((...request) => rig.answer(...request))
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((prices) => prices.close()))
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })))
    rig.clock = new HastyClock()
    rig.template = ''
  })
  afterAll(async () => {
    await server?.close()
  })
  return rig
}
