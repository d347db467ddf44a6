import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tokenSource } from '../support/bench-words'
import { modelFor, profileOf, roleIn, runModel } from '../support/model-room'
import { interleave, median, type BenchEntry } from './measure'

const rounds = 9
const tokens = 10_000
const usPerMs = 1_000

const line = (delta: object, finish: string | null = null): string => {
  const chunk = { id: 'one', object: 'chat.completion.chunk', created: 1, model: 'bench' }
  return `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
}

/** A server that has its whole answer ready, so that the time is its reader's. */
const startServer = async () => {
  const next = tokenSource(19)
  const words = Array.from({ length: tokens }, next)
  const lines = words.map((content) => line({ content }))
  const body = Buffer.from([...lines, line({}, 'stop'), 'data: [DONE]\n\n'].join(''))
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(body)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return { baseUrl: `http://127.0.0.1:${port}/v1`, text: words.join(''), server }
}

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
  const model = modelFor(profileOf(baseUrl, { maximumOutputTokens: 2 * tokens }))
  return roleIn(await runModel(model), 'model').text
}

/** P19: from a provider's bytes to events in the journal, a token. */
export const rows: BenchEntry[] = [
  {
    id: 'P19',
    run: async () => {
      const { baseUrl, text, server } = await startServer()
      const timed = (read: (baseUrl: string) => Promise<string>) => async () => {
        const startedMs = performance.now()
        if ((await read(baseUrl)) !== text) throw new Error('the text is not what was sent')
        return [((performance.now() - startedMs) * usPerMs) / tokens]
      }
      const sample = await interleave(rounds, {
        ours: timed(readOurs),
        baseline: timed(readBare)
      })
      server.closeAllConnections()
      server.close()
      const [ours, baseline] = [median(sample.ours), median(sample.baseline)]
      return [
        {
          metric: 'a model’s token, from its bytes to the journal',
          unit: 'µs',
          ours,
          baseline,
          baselineName: 'fetch and JSON alone',
          aim: null,
          note: `${(ours - baseline).toFixed(1)} µs more a token`
        }
      ]
    }
  }
]
