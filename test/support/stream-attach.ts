import type { StreamServer } from '../../main/server/stream-server'
import { seededRandom } from '../../main/kernel/random'
import type { FakeFeed } from './fake-feed'
import { StreamClient } from './stream-client'

export interface AttachRun {
  server: StreamServer
  feed: FakeFeed
  principal: string
  attaches: number
  seed: number
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Attaches again and again, from a cursor or from the whole state, while events are published
 * before, during and after; says of each attach that did not get every event exactly once what it
 * got. The role `scout` types what is checked.
 */
export const attachWhilePublishing = async (run: AttachRun): Promise<string[]> => {
  const { server, feed, principal, attaches, seed } = run
  const random = seededRandom(seed)
  const upTo = (limit: number): number => Math.floor(random() * limit)
  feed.beforeRead = async () => {
    for (let turns = upTo(4); turns > 0; turns -= 1) await nextTurn()
  }
  const client = await StreamClient.connect(server, principal)
  const wrong: string[] = []
  for (let attach = 0; attach < attaches; attach += 1) {
    // Frames of the last attach are still on their way until this has been answered.
    client.send({ t: 'unsubscribe', session: feed.session })
    feed.write('bull', 'c ')
    await client.settle()
    client.frames.length = 0
    const { seq } = feed.state()
    const from = random() < 0.2 ? null : Math.max(0, seq - upTo(40))
    client.subscribe(feed.session, from === null ? null : { epoch: 1, seq: from })
    for (let turns = 2 + upTo(6); turns > 0; turns -= 1) {
      for (let more = upTo(3); more > 0; more -= 1) feed.write('scout', 'a ')
      await nextTurn()
    }
    const last = feed.write('scout', 'b ').seq
    await client.when(() => (client.events().at(-1)?.seq ?? 0) >= last)
    const start = client.of('snapshot')[0]?.state.seq ?? from ?? -1
    const got = client.seqs()
    const wanted = Array.from({ length: last - start }, (_, index) => start + 1 + index)
    if (got.join() !== wanted.join()) wrong.push(`attach ${attach}: ${start} then ${got.join()}`)
    const typed = textOfAll(feed, start)
    if (client.typed('scout') !== typed) wrong.push(`attach ${attach}: ${client.typed('scout')}`)
  }
  await client.close()
  return wrong
}

const textOfAll = (feed: FakeFeed, after: number): string =>
  feed.events
    .slice(after)
    .map((event) =>
      event.type === 'role.delta' && event.data.role === 'scout' ? event.data : null
    )
    .map((delta) => delta?.text ?? '')
    .join('')
