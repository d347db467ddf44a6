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

const sessionsOfWires = (): number => wires[0]?.address.sessions.length ?? 1

/** Which role gets each token: drawn beforehand and kept small, so that neither is measured. */
const rolesOf = ({ tokens }: Typing): Uint8Array => {
  const random = seededRandom(seed)
  return Uint8Array.from({ length: tokens }, () => Math.floor(random() * benchRoles.length))
}

const writeTokens = async (
  { tokens, perSecond, tickMs, charactersOfAToken }: Typing,
  roles: Uint8Array,
  atMs: Float64Array
): Promise<number> => {
  const [nextWord, sessions] = [tokenSource(seed), sessionsOfWires()]
  const filler = charactersOfAToken === null ? null : 'x'.repeat(charactersOfAToken)
  const startedMs = sharedNowMs()
  let [made, characters] = [0, 0]
  while (made < tokens) {
    await sleepMs(tickMs)
    const nowMs = sharedNowMs()
    const due = Math.min(tokens, Math.floor(((nowMs - startedMs) * perSecond) / 1_000))
    atMs.fill(nowMs, made, due)
    for (; made < due; made += 1) {
      const [role, text] = [benchRoles[roles[made] ?? 0] ?? benchRoles[0], filler ?? nextWord()]
      characters += text.length
      for (const wire of wires) wire.write(made % sessions, role, text)
    }
  }
  return characters
}

const calls = {
  /** Opens one wire more; each gets every token. */
  open: async ({ kind, sessions }: { kind: WireKind; sessions: number }): Promise<WireAddress> => {
    const wire = await openServerWire(kind, sessions)
    wires.push(wire)
    return wire.address
  },

  type: async (typing: Typing): Promise<Typed> => {
    const roles = rolesOf(typing)
    const atMs = new Float64Array(typing.tokens)
    const [cpu, startedMs] = [process.cpuUsage(), sharedNowMs()]
    // The words are ASCII: a byte each.
    const answerBytes = await writeTokens(typing, roles, atMs)
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
