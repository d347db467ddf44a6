import { pathToFileURL } from 'node:url'

/** What is used of node-llama-cpp, which is no dependency and so brings no types. */
export interface LlamaApi {
  getLlama(options: {
    gpu: false | 'auto'
    build: 'never'
    maxThreads: number
    skipDownload: true
    progressLogs: false
    logLevel: 'disabled'
  }): Promise<Llama>
  resolveChatWrapper(model: LlamaModel): ChatWrapper
  LlamaChat: new (options: {
    contextSequence: LlamaSequence
    chatWrapper: ChatWrapper
  }) => LlamaChat
}

interface Llama {
  loadModel(options: { modelPath: string; loadSignal: AbortSignal }): Promise<LlamaModel>
  dispose(): Promise<void>
}

type LlamaToken = number & { readonly __token: never }

export interface LlamaModel {
  readonly trainContextSize: number
  readonly tokenizer: unknown
  createContext(options: {
    contextSize: number
    batchSize: number
    sequences: 1
    createSignal: AbortSignal
  }): Promise<LlamaContext>
  dispose(): Promise<void>
}

interface LlamaContext {
  getSequence(): LlamaSequence
  dispose(): Promise<void>
}

export interface LlamaSequence {
  readonly tokenMeter: { readonly usedOutputTokens: number }
  evaluateWithoutGeneratingNewTokens(tokens: readonly LlamaToken[]): Promise<void>
}

export type ChatItem =
  { type: 'system' | 'user'; text: string } | { type: 'model'; response: string[] }

interface ChatWrapper {
  generateContextState(options: { chatHistory: readonly ChatItem[] }): {
    contextText: { tokenize(tokenizer: unknown, spaces: 'trimLeadingSpace'): LlamaToken[] }
  }
}

/** A piece of an answer; `segmentType: 'thought'` is the model's reasoning. */
interface ResponseChunk {
  text: string
  segmentType?: string
}

interface LlamaChat {
  generateResponse(
    history: readonly ChatItem[],
    options: {
      maxTokens: number
      signal: AbortSignal
      temperature: number
      seed: number
      onResponseChunk: (chunk: ResponseChunk) => void
    }
  ): Promise<{ metadata: { stopReason: string } }>
}

/** Loads the runtime from where it was installed. */
export const loadLlama = async (entry: string): Promise<LlamaApi> =>
  (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as LlamaApi
