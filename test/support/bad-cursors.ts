import type { Cursor } from '../../preload/contract/events'
import type { FakeFeed } from './fake-feed'

/** Ways in which a cursor cannot be served; each spoils the feed as it needs and gives the cursor. */
export const badCursors: [string, (feed: FakeFeed) => Cursor][] = [
  ['from the future', (feed) => ({ epoch: 1, seq: feed.state().seq + 1 })],
  ['of a later epoch', () => ({ epoch: 2, seq: 1 })],
  ['of an earlier epoch', (feed) => (feed.reopen(), { epoch: 1, seq: 2 })],
  ['older than the history', (feed) => ((feed.oldestSeq = 4), { epoch: 1, seq: 2 })],
  [
    'whose reading fails',
    (feed) => {
      feed.beforeRead = () => Promise.reject(new Error('the disk is gone'))
      return { epoch: 1, seq: 2 }
    }
  ],
  ['whose history has a hole', (feed) => (feed.events.splice(3, 1), { epoch: 1, seq: 2 })],
  [
    'whose history lacks its end',
    (feed) => (feed.events.splice(feed.events.length - 1, 1), { epoch: 1, seq: 2 })
  ]
]
