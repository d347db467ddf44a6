import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks'
import { benchRoles } from '../../support/bench-feed'
import { cpuMsSince, sharedNowMs, sleepMs } from '../../support/bench-clock'
import { MemoryPeak, memoryHeld, type MemoryReading } from '../../support/bench-memory'
import { serveBench } from '../../support/bench-serve'
import { tokenSource } from '../../support/bench-words'
import { seededRandom } from '../../../main/kernel/random'
import { openServerWire, type ServerWire } from '../wires/server-wires'
import type { WireAddress, WireKind } from '../wires/wire-kind'

export interface Typing {
  tokens: number
  perSecond: number
  /** How often tokens are made: those that are due, one after another. */
  tickMs: number
  /** Null types ordinary words. */
  charactersOfAToken: number | null
}

export interface Typed {
  answerBytes: number
  wallMs: number
  /** Of the whole process, from the first token until what waited is sent. */
  cpuMs: number
  /** When each token was made (sharedNowMs); token k is of session k mod sessions. */
  atMs: Float64Array
}

const seed = 7
const settleMs = 60
const peakEveryMs = 10
/** As fine as the histogram goes; it is in what the histogram says, and taken off again. */
const delayResolutionMs = 1

let wires: ServerWire[] = []
let watch: { peak: MemoryPeak; delay: IntervalHistogram; before: MemoryReading } | null = null

const roleSource = (): (() => string) => {
  const random = seededRandom(seed)
  return () => benchRoles[Math.floor(random() * benchRoles.length)] ?? benchRoles[0]
}

const sessionsOfWires = (): number => wires[0]?.address.sessions.length ?? 1

const makeTokens = async (
  { tokens, perSecond, tickMs, charactersOfAToken }: Typing,
  atMs: Float64Array
): Promise<number> => {
  const [nextWord, nextRole, sessions] = [tokenSource(seed), roleSource(), sessionsOfWires()]
  const filler = charactersOfAToken === null ? null : 'x'.repeat(charactersOfAToken)
  const startedMs = sharedNowMs()
  let made = 0
  let answerBytes = 0
  while (made < tokens) {
    await sleepMs(tickMs)
    const due = Math.min(tokens, Math.floor(((sharedNowMs() - startedMs) * perSecond) / 1_000))
    for (; made < due; made += 1) {
      const [role, text] = [nextRole(), filler ?? nextWord()]
      answerBytes += Buffer.byteLength(text)
      atMs[made] = sharedNowMs()
      for (const wire of wires) wire.write(made % sessions, role, text)
    }
  }
  return answerBytes
}

const calls = {
  /** Opens one wire more; each gets every token. */
  open: async ({ kind, sessions }: { kind: WireKind; sessions: number }): Promise<WireAddress> => {
    const wire = await openServerWire(kind, sessions)
    wires.push(wire)
    return wire.address
  },

  type: async (typing: Typing): Promise<Typed> => {
    const atMs = new Float64Array(typing.tokens)
    const [cpu, startedMs] = [process.cpuUsage(), sharedNowMs()]
    const answerBytes = await makeTokens(typing, atMs)
    const wallMs = sharedNowMs() - startedMs
    await sleepMs(settleMs)
    return { answerBytes, wallMs, cpuMs: cpuMsSince(cpu), atMs }
  },

  watch: async (): Promise<void> => {
    const before = await memoryHeld()
    const delay = monitorEventLoopDelay({ resolution: delayResolutionMs })
    delay.enable()
    watch = { before, delay, peak: new MemoryPeak(peakEveryMs) }
  },

  /** Growth in MB over the watch's begin, at its highest, and the longest stall in ms. */
  watched: (): MemoryReading & { stallMs: number } => {
    if (watch === null) throw new Error('nothing is watched')
    const { before, delay, peak } = watch
    watch = null
    delay.disable()
    const { heap, outside, rss } = peak.end()
    return {
      heap: heap - before.heap,
      outside: outside - before.outside,
      rss: rss - before.rss,
      stallMs: Math.max(0, delay.max / 1e6 - delayResolutionMs)
    }
  },

  close: async (): Promise<void> => {
    await Promise.all(wires.map((wire) => wire.close()))
    wires = []
  }
}

export type TokenServerCalls = typeof calls
serveBench(calls)
