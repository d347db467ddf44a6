import { describe, expect, test } from 'vitest'
import { Outbox } from '../../../main/server/outbox'
import { StreamMeter } from '../../../main/server/stream-meter'
import { seededRandom } from '../../../main/kernel/random'

type OnSent = (error?: Error) => void

/** A socket that passes bytes on only when it is told to. */
class FakeSocket {
  readyState: 0 | 1 | 2 | 3 = 1
  bufferedAmount = 0
  readonly sent: string[] = []
  readonly #waiting: { bytes: number; onSent: OnSent }[] = []
  throws = false

  send(bytes: Buffer, _options: object, onSent: OnSent): void {
    if (this.throws) throw new Error('broken')
    this.sent.push(bytes.toString())
    this.bufferedAmount += bytes.length
    this.#waiting.push({ bytes: bytes.length, onSent })
  }

  /** The kernel took one frame. */
  drain(error?: Error): boolean {
    const next = this.#waiting.shift()
    if (next === undefined) return false
    this.bufferedAmount -= next.bytes
    next.onSent(error)
    return true
  }
}

const limitBytes = 100
const highWaterBytes = 20

const setUp = () => {
  const socket = new FakeSocket()
  const meter = new StreamMeter()
  let overflows = 0
  const outbox = new Outbox({
    socket: socket as unknown as ConstructorParameters<typeof Outbox>[0]['socket'],
    meter,
    limitBytes,
    highWaterBytes,
    onOverflow: () => {
      overflows += 1
      socket.readyState = 2
    }
  })
  return { socket, meter, outbox, overflows: () => overflows }
}

const owner = {}
const bytes = (text: string): Buffer => Buffer.from(text)

describe('the outbox', () => {
  test('keeps the order of data and lets control frames overtake it', () => {
    const { socket, outbox } = setUp()
    for (const text of ['first 20 bytes long..', 'second', 'third']) outbox.push(bytes(text), owner)
    outbox.pushControl('pong')
    while (socket.drain());
    expect(socket.sent).toEqual(['first 20 bytes long..', 'pong', 'second', 'third'])
  })

  test('takes back what waits of one subscription', () => {
    const { socket, outbox } = setUp()
    const other = {}
    outbox.push(bytes('x'.repeat(highWaterBytes)), owner)
    outbox.push(bytes('mine'), owner)
    outbox.push(bytes('other'), other)
    outbox.drop(owner)
    expect(outbox.pendingBytes).toBe(highWaterBytes + 'other'.length)
    while (socket.drain());
    expect(socket.sent.slice(1)).toEqual(['other'])
    expect(outbox.pendingBytes).toBe(0)
  })

  test('past its limit gives up once, drops what waits and sends nothing more', () => {
    const { socket, meter, outbox, overflows } = setUp()
    for (let count = 0; count < 100; count += 1) outbox.push(bytes('0123456789'), owner)
    expect(overflows()).toBe(1)
    expect(outbox.pendingBytes).toBeLessThanOrEqual(highWaterBytes)
    expect(socket.sent.length).toBe(2)
    expect(meter.errors).toMatchObject({ overflow: 1, closed: 88 })
  })

  test('never holds more than its limit and one frame, whatever comes and goes (seed 7)', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 200; round += 1) {
      const { socket, outbox, overflows } = setUp()
      while (overflows() === 0) {
        outbox.push(bytes('x'.repeat(1 + Math.floor(random() * 30))), owner)
        expect(outbox.pendingBytes).toBeLessThanOrEqual(limitBytes + 30)
        if (random() < 0.4) socket.drain()
      }
    }
  })

  test('does not count a snapshot, nor forgets that it did not', () => {
    const { socket, outbox, overflows } = setUp()
    outbox.push(bytes('s'.repeat(10 * limitBytes)), owner, true)
    for (let count = 0; count < 10; count += 1) outbox.push(bytes('0123456789'), owner)
    expect(overflows()).toBe(0)
    while (socket.drain());
    expect(socket.sent).toHaveLength(11)
    for (let count = 0; count < 12; count += 1) outbox.push(bytes('0123456789'), owner)
    expect(overflows()).toBe(1)
  })

  test('counts what cannot be sent by its kind and never throws', () => {
    const { socket, meter, outbox } = setUp()
    socket.readyState = 0
    outbox.pushControl('early')
    for (const state of [2, 3] as const) {
      socket.readyState = state
      outbox.push(bytes('late'), owner)
    }
    socket.readyState = 1
    outbox.push(bytes('lost'), owner)
    socket.drain(new Error('reset'))
    socket.throws = true
    outbox.pushControl('thrown')
    expect(meter.errors).toEqual({ 'not-open': 1, closed: 2, error: 2, overflow: 0 })
    expect(meter.sent).toBe(0)
  })
})
