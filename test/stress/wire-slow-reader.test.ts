import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { closeCodes } from '../../preload/contract/close-codes'
import { outboxLimitBytes, socketHighWaterBytes } from '../../preload/contract/limits'
import { systemClock } from '../../main/kernel/clock'
import { startStreamServer } from '../../main/server/stream-server'
import { bestOfThree } from '../support/best-of-three'
import { FakeFeeds } from '../support/fake-feed'
import { checkLeaks } from '../support/leaks'
import { StreamClient } from '../support/stream-client'
import { eventually } from '../support/stream-page'

checkLeaks()
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const megabyte = 1024 * 1024
const producedBytes = 200 * megabyte
const growthBytes = 16 * megabyte
const stallMs = 50
const closesWithinMs = 250
const message = 'x'.repeat(32 * 1024)

const heldBytes = (): number => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Produces for a client that stopped reading; gives the longest stall of the main loop. */
const produce = async (): Promise<number> => {
  const feeds = new FakeFeeds()
  const server = await startStreamServer({ feeds, clock: systemClock })
  const feed = feeds.add('long', 'window:1').begin()
  const client = await StreamClient.connect(server, 'window:1')
  client.subscribe('long')
  await client.until('snapshot')
  client.socket.pause()
  const before = heldBytes()
  const update = { stage: 'reconnaissance', lane: 'scout', progress: null, message, data: {} }
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let [overflowMs, closedMs, longestNs] = [0, 0, 0]
  server.meter.onClosed.on(() => (closedMs = performance.now()))
  for (let bytes = 0; bytes < producedBytes; bytes += message.length) {
    delay.enable()
    feed.publish('stage.updated', update)
    feed.events.length = 0
    await new Promise((resolve) => setImmediate(resolve))
    if (server.meter.errors.overflow > 0) overflowMs ||= performance.now()
    delay.disable()
    longestNs = Math.max(longestNs, delay.max)
    // Collecting is this test's own doing and no stall of the server's.
    if (bytes % (20 * megabyte) === 0) expect(heldBytes() - before).toBeLessThan(growthBytes)
    delay.reset()
  }
  expect(server.meter.errors).toMatchObject({ overflow: 1 })
  expect([...server.meter.closed]).toEqual([[closeCodes.slowReader, 1]])
  expect(closedMs - overflowMs).toBeLessThanOrEqual(closesWithinMs)
  expect(server.connectionCount).toBe(0)
  const largest = outboxLimitBytes + socketHighWaterBytes + 16 * megabyte
  expect(server.meter.outboxHighWaterBytes).toBeLessThan(largest)
  client.socket.terminate()
  await client.closed
  await eventually(() => feed.listeners === 0)
  await server.close()
  return longestNs / 1e6
}

test('a client that stops reading while 200 MB are produced costs neither memory nor time', async () => {
  expect(await bestOfThree(stallMs, produce)).toBeLessThanOrEqual(stallMs)
})
