import type { WebSocket } from 'ws'
import type { StreamMeter } from './stream-meter'

export interface OutboxOptions {
  socket: Pick<WebSocket, 'readyState' | 'bufferedAmount' | 'send'>
  meter: StreamMeter
  limitBytes: number
  highWaterBytes: number
  /** The reader is too slow; what waited is gone. */
  onOverflow: () => void
}

interface Waiting {
  bytes: Buffer
  owner: object
  exempt: boolean
}

const connecting = 0
const open = 1

/**
 * What waits for one socket. Only some 64 KiB are handed to the socket at a time, so that control
 * frames overtake the rest and an unsubscribed session's frames can be taken back. Past the limit
 * it gives up on the reader. A snapshot or a replay does not count, or a long session could never
 * be opened; each subscription has one of them at most.
 */
export class Outbox {
  readonly #options: OutboxOptions
  #queue: Waiting[] = []
  #queuedBytes = 0
  #exemptBytes = 0

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Bytes that have not reached the kernel yet. */
  get pendingBytes(): number {
    return this.#queuedBytes + this.#options.socket.bufferedAmount
  }

  /** Sends ahead of everything that waits. */
  pushControl(text: string): void {
    if (this.#mayPush()) this.#send({ bytes: Buffer.from(text), owner: this, exempt: false })
  }

  /** `owner` is the subscription that it can be taken back by. */
  push(bytes: Buffer, owner: object, exempt = false): void {
    if (!this.#mayPush()) return
    this.#queue.push({ bytes, owner, exempt })
    this.#queuedBytes += bytes.length
    if (exempt) this.#exemptBytes += bytes.length
    this.#options.meter.noteWaiting(this.pendingBytes)
    this.#pump()
  }

  /** Takes back what waits of one subscription. */
  drop(owner: object): void {
    this.#dropWhere((waiting) => waiting.owner === owner)
  }

  clear(): void {
    this.#dropWhere(() => true)
  }

  #dropWhere(unwanted: (waiting: Waiting) => boolean): void {
    const dropped = this.#queue.filter(unwanted)
    this.#queue = this.#queue.filter((waiting) => !unwanted(waiting))
    for (const { bytes, exempt } of dropped) {
      this.#queuedBytes -= bytes.length
      if (exempt) this.#exemptBytes -= bytes.length
    }
  }

  #mayPush(): boolean {
    const { socket, meter, limitBytes, onOverflow } = this.#options
    if (socket.readyState !== open) {
      meter.countError(socket.readyState === connecting ? 'not-open' : 'closed')
      return false
    }
    if (this.pendingBytes - this.#exemptBytes <= limitBytes) return true
    meter.countError('overflow')
    this.clear()
    onOverflow()
    return false
  }

  #pump(): void {
    const { socket, highWaterBytes } = this.#options
    while (socket.readyState === open && socket.bufferedAmount < highWaterBytes) {
      const next = this.#queue.shift()
      if (next === undefined) return
      this.#queuedBytes -= next.bytes.length
      this.#send(next)
    }
  }

  #send({ bytes, exempt }: Waiting): void {
    const { socket, meter } = this.#options
    let settled = false
    const settle = (error: unknown): void => {
      if (settled) return
      settled = true
      if (exempt) this.#exemptBytes -= bytes.length
      if (error) meter.countError('error')
      else meter.countSent(bytes.length)
    }
    try {
      socket.send(bytes, { binary: false }, (error) => {
        settle(error)
        this.#pump()
      })
    } catch (error) {
      settle(error)
    }
  }
}
