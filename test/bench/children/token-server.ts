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
  /** When each token was due to be sent (sharedNowMs); token k is of session k mod sessions. */
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

interface Token {
  role: string
  text: string
}

/** Made beforehand, so that making them is not in what is measured. */
const tokensOf = ({ tokens, charactersOfAToken }: Typing): Token[] => {
  const [nextWord, nextRole] = [tokenSource(seed), roleSource()]
  const filler = charactersOfAToken === null ? null : 'x'.repeat(charactersOfAToken)
  return Array.from({ length: tokens }, () => ({ role: nextRole(), text: filler ?? nextWord() }))
}

const writeTokens = async (
  tokens: readonly Token[],
  { perSecond, tickMs }: Typing,
  atMs: Float64Array
): Promise<void> => {
  const sessions = sessionsOfWires()
  const startedMs = sharedNowMs()
  let made = 0
  while (made < tokens.length) {
    await sleepMs(tickMs)
    const nowMs = sharedNowMs()
    const due = Math.min(tokens.length, Math.floor(((nowMs - startedMs) * perSecond) / 1_000))
    atMs.fill(nowMs, made, due)
    for (const { role, text } of tokens.slice(made, due)) {
      for (const wire of wires) wire.write(made % sessions, role, text)
      made += 1
    }
  }
}

const calls = {
  /** Opens one wire more; each gets every token. */
  open: async ({ kind, sessions }: { kind: WireKind; sessions: number }): Promise<WireAddress> => {
    const wire = await openServerWire(kind, sessions)
    wires.push(wire)
    return wire.address
  },

  type: async (typing: Typing): Promise<Typed> => {
    const tokens = tokensOf(typing)
    const atMs = new Float64Array(typing.tokens)
    const [cpu, startedMs] = [process.cpuUsage(), sharedNowMs()]
    await writeTokens(tokens, typing, atMs)
    const wallMs = sharedNowMs() - startedMs
    await sleepMs(settleMs)
    const cpuMs = cpuMsSince(cpu)
    const answerBytes = tokens.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
    return { answerBytes, wallMs, cpuMs, atMs }
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
