import type { Clock } from '../kernel/clock'
import type { AppError } from '../kernel/errors'
import type { Opened, SalvagerOrders, WriterOrders } from './storage-protocol'
import { StorageThread } from './storage-thread'

export interface LaunchOptions {
  workerFile: string
  folder: string
  clock: Clock
}

interface Launched {
  thread: StorageThread<WriterOrders>
  /** Null for a damaged journal. */
  opened: Opened | null
}

/** `task` with a thread that is ended when it fails. */
const orEnd = async <T>(thread: { end(): Promise<void> }, task: Promise<T>): Promise<T> => {
  try {
    return await task
  } catch (error) {
    await thread.end()
    throw error
  }
}

const start = async (
  { workerFile, folder, clock }: LaunchOptions,
  onDied: (error: AppError) => void,
  salvaged: boolean
): Promise<Launched> => {
  const options = { workerFile, start: { part: 'writer', folder } as const, onDied }
  const thread = new StorageThread<WriterOrders>(options)
  const input = { wallMs: clock.wallMs(), salvaged }
  return { thread, opened: await orEnd(thread, thread.ask('open', input)) }
}

const salvage = async ({ workerFile, folder, clock }: LaunchOptions): Promise<void> => {
  const thread = new StorageThread<SalvagerOrders>({
    workerFile,
    start: { part: 'salvager', folder },
    onDied: () => undefined
  })
  await orEnd(thread, thread.ask('open', { wallMs: clock.wallMs() }))
  await thread.end()
}

/**
 * Starts the writer's thread and opens its journal. Around a damaged one it takes three threads: one
 * finds the damage, one makes the clean file, one puts it in place; each has ended, and so closed
 * its files, before the next begins.
 * @throws {AppError} `storage.*`
 */
export const launchWriter = async (
  options: LaunchOptions,
  onDied: (error: AppError) => void
): Promise<{ thread: StorageThread<WriterOrders>; opened: Opened | null }> => {
  const first = await start(options, onDied, false)
  if (first.opened !== null) return first
  await first.thread.end()
  await salvage(options)
  return start(options, onDied, true)
}
