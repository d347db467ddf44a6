import { writeSync } from 'node:fs'
import { systemClock } from '../../main/kernel/clock'
import { silentLog } from '../../main/kernel/log'
import { seededRandom } from '../../main/kernel/random'
import { SessionLog } from '../../main/engine/session-log'
import { openStorage } from '../../main/storage/storage'
import { errorShape } from '../../main/kernel/errors'
import { scriptOf, type ScriptedEvent } from './journal-script'

/** What the program is told: one JSON argument. */
export interface ChildOrder {
  folder: string
  workerFile: string
  /** Hold the folder until killed, or write the given sessions, each as its seed tells. */
  sessions: { session: string; seed: number; typing?: number }[]
}

/** Unbuffered: a line that was written before the kill is read after it. */
const say = (line: string): void => void writeSync(1, `${line}\n`)
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => (ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve)))

const order = JSON.parse(process.argv[2] ?? '{}') as ChildOrder

const write = async (log: SessionLog, events: readonly ScriptedEvent[], seed: number) => {
  const random = seededRandom(seed ^ 0x5bd1e995)
  let last: Promise<void> = Promise.resolve()
  for (const { type, data } of events) {
    last = log.emit(type, data as never)
    if (random() < 0.3) await pause(Math.floor(random() * 3))
  }
  await last
}

const main = async (): Promise<void> => {
  const { folder, workerFile, sessions } = order
  const options = { folder, workerFile, clock: systemClock, log: silentLog }
  const storage = await openStorage(options)
  say('open')
  if (sessions.length === 0) return void setInterval(() => undefined, 60_000)
  const onBroken = (error: unknown): void => say(`broken ${errorShape(error).code}`)
  const { journal } = storage
  const writing = sessions.map(({ session, seed, typing }) => {
    const log = new SessionLog(session, { journal, clock: systemClock, onBroken })
    log.onPublished(({ seq, type }) => say(`seen ${session} ${seq} ${type} ${Date.now()}`))
    return write(log, scriptOf(seed, typing), seed)
  })
  await Promise.all(writing)
  await storage.close()
  say('closed')
}

main().catch((error: unknown) => {
  say(`failed ${JSON.stringify(errorShape(error))}`)
  process.exitCode = 1
})
