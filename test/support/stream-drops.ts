import { seededRandom } from '../../main/kernel/random'
import { reconnectDelayMs } from '../../renderer/src/stream/reconnect-policy'
import { FakeFeeds } from './fake-feed'
import { eventually, openPage, pageServer } from './stream-page'
import { CuttingProxy } from './stream-proxy'
import { StreamWatcher } from './stream-watcher'

export interface DropRun {
  drops: number
  eventsPerSecond: number
  seed: number
}

export interface DropResult {
  /** What was not as promised: gaps, doubles, disorder, text that differs. */
  wrongs: string[]
  problems: string[]
  events: number
  cuts: number
}

/** The answer to the upgrade and the greeting have about this many bytes. */
const headBytes = 240
const tickMs = 5
const tokens = ['thin ', 'The ', '漲 ', '📈', '\n', 'resistance ', '3.2', '%']

/**
 * Follows a session over connections that are cut after a seeded number of bytes, mostly in the
 * middle of a frame, while events flow in real time; the page connects again at once.
 */
export const runDrops = async ({ drops, eventsPerSecond, seed }: DropRun): Promise<DropResult> => {
  const random = seededRandom(seed)
  const upTo = (limit: number): number => Math.floor(random() * limit)
  const feeds = new FakeFeeds()
  const feed = feeds.add('one', 'window:1').begin()
  const server = await pageServer(feeds)
  const proxy = await CuttingProxy.listen(server.port)
  const page = openPage(server, 'window:1', { socketClass: proxy.socketClass })
  const watcher = new StreamWatcher(page.stream, feed)
  page.stream.onStatus(({ state, attempt }) => {
    if (state !== 'disconnected' || attempt === 0) return
    setImmediate(() => page.clock.advance(reconnectDelayMs(attempt)))
  })
  page.stream.subscribe('one', () => undefined)
  const isThere = (): boolean => page.stream.stateOf('one')?.seq === feed.state().seq
  await eventually(isThere)
  watcher.begins()

  let early = false
  proxy.nextCut = () => {
    if (proxy.cuts >= drops) return Number.POSITIVE_INFINITY
    // Now and then before the greeting, never twice in a row: the page would give up after five.
    early = !early && random() < 0.1
    return early ? 1 + upTo(headBytes) : headBytes + upTo(1_500)
  }
  page.sockets.last.terminate()
  const startedMs = performance.now()
  let published = 0
  while (proxy.cuts < drops && page.stream.status.state !== 'error') {
    const due = ((performance.now() - startedMs) * eventsPerSecond) / 1_000
    for (; published < due; published += 1) {
      const role = ['scout', 'quant', 'bull'][upTo(3)] ?? 'scout'
      if (random() < 0.05) feed.publish('log.appended', { level: 'info', message: role })
      else feed.write(role, tokens[upTo(tokens.length)] ?? '')
    }
    await new Promise((resolve) => setTimeout(resolve, tickMs))
  }
  const lost = (): boolean => page.stream.status.state === 'error'
  await eventually(() => (isThere() && page.stream.status.state === 'connected') || lost())
  const wrongs = [...watcher.end()]
  for (const { role, text } of feed.state().roles) {
    const seen = page.stream.stateOf('one')?.roles.find((each) => each.role === role)?.text ?? ''
    if (!Buffer.from(seen).equals(Buffer.from(text))) wrongs.push(`${role} is another text`)
  }
  if (lost()) wrongs.push(`ended in ${page.stream.status.reason?.code}`)
  const result = { wrongs, problems: page.problems, events: published, cuts: proxy.cuts }
  page.stream.close()
  await proxy.close()
  await server.close()
  return result
}
