import { seededRandom } from '../../main/kernel/random'
import { withChildren } from '../support/bench-child'
import { sleepMs } from '../support/bench-clock'
import type { MemoryReading } from '../support/bench-memory'
import {
  assertNoProblems,
  startPageClient,
  startRoomProgram,
  type PageClient,
  type RoomProgram
} from '../bench/room-run'
import { Seat } from './seat'
import { slopeOf } from './slope'

export interface SoakOptions {
  minutes: number
  seed: number
  /** One line of what it says. */
  say: (line: string) => void
}

interface Sample {
  minutes: number
  program: MemoryReading
  client: MemoryReading
}

const seats = 8
const sampleEveryMs = 5_000
/** Every how manieth sample is printed: each 10 s. */
const printEvery = 2
const limitPerMinute = 1
const settledMinutes = 3
/** A run too short for the above counts its last third. */
const shortRunMinutes = 4.5
const shortRunShare = 2 / 3
/** Standard errors by which a short run's slope must be over the limit to fail it. */
const certainErrors = 2
const minuteMs = 60_000

/** What is in use after a collection: the heap and the buffers beside it. */
const held = ({ heap, outside }: MemoryReading): number => heap + outside

const megabytes = (value: number): string => `${value.toFixed(1)} MB`.padStart(9)

const clockText = (minutes: number): string => {
  const seconds = Math.round(minutes * 60)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`.padStart(6)
}

const lineOf = (
  { minutes, program, client }: Sample,
  { sessions, connects }: { sessions: number; connects: number }
): string =>
  [
    clockText(minutes),
    `held ${megabytes(held(program))}`,
    `RSS ${megabytes(program.rss)}`,
    `client held ${megabytes(held(client))}`,
    `RSS ${megabytes(client.rss)}`,
    `${sessions} sessions, ${connects} connects`
  ].join('  ')

const sampleFor = async (
  durationMs: number,
  read: () => Promise<Omit<Sample, 'minutes'>>,
  onSample: (sample: Sample, index: number) => void
): Promise<Sample[]> => {
  const samples: Sample[] = []
  const startedMs = performance.now()
  for (let dueMs = sampleEveryMs; dueMs <= durationMs; dueMs += sampleEveryMs) {
    await sleepMs(Math.max(0, startedMs + dueMs - performance.now()))
    const minutes = (performance.now() - startedMs) / minuteMs
    const sample = { minutes, ...(await read()) }
    samples.push(sample)
    onSample(sample, samples.length)
  }
  return samples
}

interface Figure {
  name: string
  of: (sample: Sample) => number
  /** Whether it decides in a short run too: resident memory settles only after minutes. */
  settlesSoon: boolean
}

const figures: Figure[] = [
  { name: 'held after collection', of: ({ program }) => held(program), settlesSoon: true },
  { name: 'RSS', of: ({ program }) => program.rss, settlesSoon: false },
  { name: 'client held after collection', of: ({ client }) => held(client), settlesSoon: true }
]

/** Prints each slope; false when one that decides is over the limit. */
const judge = (samples: readonly Sample[], { minutes, say }: SoakOptions): boolean => {
  const short = minutes < shortRunMinutes
  const from = short ? minutes * shortRunShare : settledMinutes
  const counted = samples.filter((sample) => sample.minutes >= from)
  const since = short ? `over the last third, since the run is short` : `from minute ${from} on`
  say(`Slopes ${since} (least squares, ${counted.length} samples, limit ${limitPerMinute} MB/min):`)
  const verdicts = figures.map(({ name, of, settlesSoon }) => {
    const points = counted.map((sample) => ({ x: sample.minutes, y: of(sample) }))
    const { slope, error } = slopeOf(points)
    const decides = settlesSoon || !short
    // Rooms that begin and end move memory about: a few samples show a leak only beyond that.
    const least = short ? slope - certainErrors * error : slope
    const holds = !decides || least <= limitPerMinute
    const range = `${slope.toFixed(2)} ± ${error.toFixed(2)} MB/min`
    say(`  ${name}: ${range}, ${decides ? (holds ? 'held' : 'over the limit') : 'not judged'}`)
    return holds
  })
  return verdicts.every(Boolean)
}

const soak = async (
  program: RoomProgram,
  client: PageClient,
  options: SoakOptions
): Promise<boolean> => {
  const { minutes, seed, say } = options
  const counts = { sessions: 0, connects: 0 }
  let windows = 0
  const nextPrincipal = (): string => `window:${(windows += 1)}`
  const all = Array.from({ length: seats }, (_, index) => {
    const random = seededRandom(seed + index)
    return new Seat({ program, client, random, nextPrincipal, counts })
  })
  const running = Promise.all(all.map((seat) => seat.run()))
  const read = async (): Promise<Omit<Sample, 'minutes'>> => ({
    program: await program.call('memory', undefined),
    client: await client.call('memory', undefined)
  })
  const sampled = sampleFor(minutes * minuteMs, read, (sample, index) => {
    if (index % printEvery === 0) say(lineOf(sample, counts))
  })
  // A seat that fails ends the run at once.
  const samples = await Promise.race([sampled, running.then(() => sampled)])
  for (const seat of all) seat.stop()
  await running
  await assertNoProblems(program, client)
  const live = await program.call('live', undefined)
  if (live > 0) throw new Error(`${live} sessions are left`)
  return judge(samples, options)
}

/**
 * Eight rooms of six typing roles for some minutes, through the whole program with its data on
 * disk: sessions end, are closed on and start anew, pages come and go.
 * @returns whether memory held
 */
export const runSoak = async (options: SoakOptions): Promise<boolean> => {
  const [program, client] = await Promise.all([startRoomProgram(), startPageClient()])
  return withChildren([program, client], async () => {
    await program.call('open', undefined)
    options.say(`Soaking for ${options.minutes} min, seed ${options.seed}`)
    const ok = await soak(program, client, options)
    await program.call('close', undefined)
    return ok
  })
}
