import { serveBench } from '../../support/bench-serve'
import { modelFor, profileOf, roleIn, runModel } from '../../support/model-room'

interface Chunk {
  choices: { delta: { content?: string } }[]
}

/** What reading the stream costs at the least: `fetch`, lines, JSON. */
const readBare = async (baseUrl: string): Promise<string> => {
  const response = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', body: '{}' })
  const decoder = new TextDecoder()
  let rest = ''
  let text = ''
  for await (const part of response.body ?? []) {
    const lines = (rest + decoder.decode(part as Uint8Array, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const each of lines) {
      if (!each.startsWith('data: {')) continue
      text += (JSON.parse(each.slice('data: '.length)) as Chunk).choices[0]?.delta.content ?? ''
    }
  }
  return text
}

/** A session whose one model writes it all, to events in a journal in memory. */
const readOurs = async (baseUrl: string): Promise<string> => {
  const model = modelFor(profileOf(baseUrl, { maximumOutputTokens: 100_000 }))
  return roleIn(await runModel(model), 'model').text
}

const readers = { ours: readOurs, bare: readBare }

const calls = {
  /** Milliseconds to the whole answer, and how many characters it has. */
  read: async ({
    by,
    baseUrl
  }: {
    by: keyof typeof readers
    baseUrl: string
  }): Promise<{ tookMs: number; characters: number }> => {
    const startedMs = performance.now()
    const { length } = await readers[by](baseUrl)
    return { tookMs: performance.now() - startedMs, characters: length }
  }
}

export type ModelReaderCalls = typeof calls
serveBench(calls)
