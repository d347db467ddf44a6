import type { ErrorShape } from '../../../../preload/contract/errors'
import type { DeltaKind } from '../../../../preload/contract/words'

/** What the thread of local models is started with. */
export interface LocalStart {
  /** The runtime's file. */
  entry: string
  maximumThreads: number
}

/** One answer by a local model. */
export interface LocalCall {
  /** The GGUF's path. */
  file: string
  system: string
  user: string
  /** Of the prompt and the answer together. */
  contextTokens: number
  maximumOutputTokens: number
}

/** Tokens as the model counted them. */
export interface LocalTokens {
  input: number
  output: number
}

export interface LocalEnd {
  tokens: LocalTokens
  /** Whether the model came to its end, or the answer to the longest that it may be. */
  finish: 'stop' | 'length'
}

export type LocalOrder =
  { kind: 'call'; id: number; call: LocalCall } | { kind: 'stop'; id: number } | { kind: 'end' }

/** `stopped`: nothing of the call runs any more. */
export type LocalAnswer = { id: number } & (
  | { kind: 'counted'; tokens: LocalTokens }
  | { kind: 'text'; text: string; of: DeltaKind; tokens: LocalTokens }
  | { kind: 'done'; end: LocalEnd }
  | { kind: 'stopped' }
  | { kind: 'failed'; error: ErrorShape }
)
