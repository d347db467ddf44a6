import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type {
  LocalCall,
  LocalEnd,
  LocalTokens
} from '../../main/analysts/model/local/local-protocol'
import type { LocalRuntime } from '../../main/analysts/model/local/local-runtime'
import { LocalThread } from '../../main/analysts/model/local/local-runtime'
import type { Clock } from '../../main/kernel/clock'
import { systemClock } from '../../main/kernel/clock'
import { ggufFile, type TinyModel } from './gguf-file'

/** Where the set-up of `npm test` installs the runtime. */
export const testRuntimeFolder = resolve('.cache/local-runtime')

export const localThread = (
  folders: readonly string[] = [testRuntimeFolder],
  clock: Clock = systemClock
): LocalThread =>
  new LocalThread({
    ...{ folders, clock, maximumThreads: 1 },
    workerFile: resolve('out/main/local.worker.js')
  })

export interface ModelFiles {
  folder: string
  /** Writes a tiny model, or other bytes, and gives the path. */
  write: (name: string, content?: Buffer | Partial<TinyModel>) => string
  remove: () => void
}

export const modelFiles = (): ModelFiles => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-gguf-'))
  return {
    folder,
    write: (name, content = {}) => {
      const path = join(folder, name)
      writeFileSync(path, Buffer.isBuffer(content) ? content : ggufFile(content))
      return path
    },
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}

export interface Heard {
  text: string
  pieces: number
  tokens: LocalTokens
}

export interface LocalAsk {
  heard: Heard
  ended: Promise<LocalEnd>
  controller: AbortController
}

export interface AskOptions {
  change?: Partial<LocalCall>
  onPiece?: (ask: LocalAsk) => void
  onCounted?: (ask: LocalAsk) => void
}

/** One call, with all that it is told kept. */
export const askLocally = (
  runtime: LocalRuntime,
  file: string,
  { change = {}, onPiece, onCounted }: AskOptions = {}
): LocalAsk => {
  const controller = new AbortController()
  const heard = { text: '', pieces: 0, tokens: { input: 0, output: 0 } }
  const ask: LocalAsk = { heard, controller, ended: Promise.reject(new Error('not asked')) }
  ask.ended.catch(() => undefined)
  const call = { file, system: 'You are terse.', user: 'Say a word.' }
  const limits = { contextTokens: 4_096, maximumOutputTokens: 40 }
  ask.ended = runtime.call(
    { ...call, ...limits, ...change },
    {
      listener: {
        onText: (text) => {
          heard.text += text
          heard.pieces += 1
          onPiece?.(ask)
        },
        onTokens: (tokens) => {
          heard.tokens = tokens
          onCounted?.(ask)
        }
      },
      signal: controller.signal
    }
  )
  return ask
}
