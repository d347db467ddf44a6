import { cpuMsSince, sharedNowMs, sleepMs } from '../../support/bench-clock'
import { serveBench } from '../../support/bench-serve'
import * as connections from '../wires/client-wires'
import type { ClientWire, OnProgress } from '../wires/client-wires'
import type { WireAddress } from '../wires/wire-kind'

export interface Received {
  /** Of the whole process, from `begin` to the last token. */
  cpuMs: number
  bytes: number
  /** When each token had been taken in, a connection after the other (sharedNowMs). */
  atMs: Float64Array[]
}

interface Reader {
  wire: ClientWire
  bytesBefore: number
  atMs: Float64Array
  left: number
}

const lookEveryMs = 20

let readers: Reader[] = []
let cpuBefore = process.cpuUsage()

const open = (address: WireAddress, seat: number, onProgress: OnProgress): Promise<ClientWire> => {
  const ticket = address.seats[seat]
  switch (address.kind) {
    case 'ours':
    case 'engine':
      if (ticket === undefined) throw new Error(`there is no seat ${seat}`)
      return connections.connectOurs(address, ticket, onProgress)
    case 'ws':
    case 'snapshots':
      return connections.connectWs(address, onProgress)
    case 'socket.io':
      return connections.connectSocketIo(address, onProgress)
    case 'tcp':
      return connections.connectTcp(address, onProgress)
  }
}

/** Marks every token that a session has come past. */
const marking = (
  { sessions }: WireAddress,
  tokens: number
): Pick<Reader, 'atMs' | 'left'> & { see: OnProgress } => {
  const at = sessions.map(({ firstSeq }) => firstSeq)
  const marks = { atMs: new Float64Array(tokens), left: tokens, see: (): void => undefined }
  const see: OnProgress = (session, seq) => {
    const nowMs = sharedNowMs()
    const from = sessions[session]?.firstSeq ?? 0
    for (let last = at[session] ?? 0; last < seq; last += 1) {
      const token = (last - from) * sessions.length + session
      if (token < tokens) marks.atMs[token] = nowMs
      marks.left -= 1
      at[session] = last + 1
    }
  }
  return Object.assign(marks, { see })
}

const calls = {
  /** `seats` counts from 0; each is a connection that awaits `tokens` in all. */
  connect: async ({
    address,
    seats,
    tokens
  }: {
    address: WireAddress
    seats: number[]
    tokens: number
  }): Promise<void> => {
    for (const seat of seats) {
      const reader = marking(address, tokens)
      const wire = await open(address, seat, (session, seq) => reader.see(session, seq))
      readers.push(Object.assign(reader, { wire, bytesBefore: wire.bytesRead() }))
    }
    cpuBefore = process.cpuUsage()
  },

  /** Connections that throw away what they read. */
  connectDeaf: async ({ address, seat }: { address: WireAddress; seat: number }): Promise<void> => {
    const ticket = address.seats[seat]
    const wire =
      ticket === undefined
        ? await connections.connectWs(address, () => undefined)
        : await connections.connectDeaf(address, ticket)
    const bytesBefore = wire.bytesRead()
    readers.push({ wire, bytesBefore, atMs: new Float64Array(), left: 0 })
  },

  /** Resolves when every connection has all its tokens. */
  received: async (): Promise<Received> => {
    while (readers.some(({ left }) => left > 0)) await sleepMs(lookEveryMs)
    const cpuMs = cpuMsSince(cpuBefore)
    const bytes = readers.map(({ wire, bytesBefore }) => wire.bytesRead() - bytesBefore)
    return {
      cpuMs,
      bytes: bytes.reduce((sum, each) => sum + each, 0),
      atMs: readers.map(({ atMs }) => atMs)
    }
  },

  /** Bytes since the connect, a connection after the other. */
  bytes: (): number[] => readers.map(({ wire, bytesBefore }) => wire.bytesRead() - bytesBefore),
  pause: (): void => readers.forEach(({ wire }) => wire.pause()),
  open: (): boolean[] => readers.map(({ wire }) => wire.isOpen()),
  close: (): void => {
    for (const { wire } of readers) wire.close()
    readers = []
  }
}

export type TokenClientCalls = typeof calls
serveBench(calls)
