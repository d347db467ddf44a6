import type { AnyEnvelope, Envelope } from '../../../preload/contract/events'

/**
 * How tokens get from one process to another:
 * - `ours`: the program's event socket behind a session that only types
 * - `engine`: the same behind the engine's own log, reducer and memory journal
 * - `ws`, `socket.io`, `tcp`: one message a token
 * - `snapshots`: over ws, the whole text of each role that grew, each 120 ms
 */
export type WireKind = 'ours' | 'engine' | 'ws' | 'socket.io' | 'tcp' | 'snapshots'

/** Where a client finds a wire. */
export interface WireAddress {
  kind: WireKind
  port: number
  /** The number of the last event before the first token: sessions in the order of their index. */
  sessions: { id: string; firstSeq: number }[]
  /** One for each connection of `ours` and `engine`. */
  seats: { url: string; ticket: string }[]
}

export const snapshotEveryMs = 120

const isDelta = (event: AnyEnvelope): event is Envelope<'role.delta'> => event.type === 'role.delta'

/** One token as compactly as the program's own frames have it, for wires without batching. */
export const tokenMessage = (event: AnyEnvelope): unknown[] => {
  if (!isDelta(event)) throw new TypeError(`a token, not ${event.type}`)
  const { session, epoch, seq, atMs, wallTime, data } = event
  return ['e', session, epoch, seq, atMs, wallTime, [data.role, data.offset, data.text]]
}

export const seqPosition = 3
