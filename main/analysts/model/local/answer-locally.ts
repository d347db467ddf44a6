import type { DeltaKind } from '../../../../preload/contract/words'
import type { ChatItem, LlamaApi, LlamaModel, LlamaSequence } from './llama-api'
import { localTooLong } from './local-errors'
import type { LocalModels } from './local-models'
import type { LocalCall, LocalEnd, LocalTokens } from './local-protocol'

/** How many tokens of the prompt are read at a time: a stop is heeded between two such pieces. */
const pieceTokens = 32
/** What has to be left for an answer, unless it may not even be so long. */
const leastAnswerTokens = 256
const temperature = 0.7
/** The same prompt gets the same answer. */
const seed = 1

export interface LocalListener {
  onTokens: (tokens: LocalTokens) => void
  onText: (text: string, of: DeltaKind, tokens: LocalTokens) => void
}

/** What is told, as this model's own chat has it: its marks in somebody's text are plain text. */
const promptOf = (api: LlamaApi, model: LlamaModel, { system, user }: LocalCall) => {
  const history: ChatItem[] = [
    { type: 'system', text: system },
    { type: 'user', text: user },
    { type: 'model', response: [] }
  ]
  const wrapper = api.resolveChatWrapper(model)
  const { contextText } = wrapper.generateContextState({ chatHistory: history })
  return { history, wrapper, tokens: contextText.tokenize(model.tokenizer, 'trimLeadingSpace') }
}
type LocalPrompt = ReturnType<typeof promptOf>

/** How long the answer may be beside its prompt; in tokens. */
const roomFor = (call: LocalCall, model: LlamaModel, prompt: number): number => {
  const limit = Math.min(call.contextTokens, model.trainContextSize)
  const least = Math.min(leastAnswerTokens, call.maximumOutputTokens)
  if (prompt + least > limit) throw localTooLong(call.file, { tokens: prompt, limit })
  return Math.min(call.maximumOutputTokens, limit - prompt)
}

/** Reads the prompt but for its last token, which the answer begins with. */
const readPrompt = async (
  sequence: LlamaSequence,
  { tokens }: LocalPrompt,
  signal: AbortSignal
): Promise<void> => {
  for (let at = 0; at < tokens.length - 1; at += pieceTokens) {
    signal.throwIfAborted()
    const piece = tokens.slice(at, Math.min(at + pieceTokens, tokens.length - 1))
    await sequence.evaluateWithoutGeneratingNewTokens(piece)
  }
  signal.throwIfAborted()
}

interface Generation {
  api: LlamaApi
  prompt: LocalPrompt
  room: number
  listener: LocalListener
  signal: AbortSignal
}

const generate = async (
  sequence: LlamaSequence,
  { api, prompt, room, listener, signal }: Generation
): Promise<LocalEnd> => {
  const input = prompt.tokens.length
  const tokens = (): LocalTokens => ({ input, output: sequence.tokenMeter.usedOutputTokens })
  const chat = new api.LlamaChat({ contextSequence: sequence, chatWrapper: prompt.wrapper })
  const { metadata } = await chat.generateResponse(prompt.history, {
    ...{ maxTokens: room, signal, temperature, seed },
    onResponseChunk: ({ text, segmentType }) => {
      listener.onText(text, segmentType === undefined ? 'answer' : 'reasoning', tokens())
    }
  })
  return { tokens: tokens(), finish: metadata.stopReason === 'maxTokens' ? 'length' : 'stop' }
}

/**
 * One answer by a model of a file, streamed. Its memory is given back when this settles.
 * @throws {AppError} `provider.local-file`, `provider.context-too-long`; the signal's reason within a
 * token of its abort
 */
export const answerLocally = async (
  models: LocalModels,
  call: LocalCall,
  { listener, signal }: { listener: LocalListener; signal: AbortSignal }
): Promise<LocalEnd> => {
  const model = await models.get(call.file, { signal })
  const { api } = models
  const prompt = promptOf(api, model, call)
  const room = roomFor(call, model, prompt.tokens.length)
  const context = await model.createContext({
    contextSize: prompt.tokens.length + room,
    ...{ batchSize: pieceTokens, sequences: 1, createSignal: signal }
  })
  try {
    const sequence = context.getSequence()
    listener.onTokens({ input: prompt.tokens.length, output: 0 })
    await readPrompt(sequence, prompt, signal)
    return await generate(sequence, { api, prompt, room, listener, signal })
  } finally {
    await context.dispose()
  }
}
