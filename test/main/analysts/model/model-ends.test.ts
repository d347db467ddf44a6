import { afterEach, describe, expect, it } from 'vitest'
import type { SessionState } from '../../../../preload/contract/session-state'
import { ProviderQueue } from '../../../../main/analysts/model/provider-queue'
import { claimsOf } from '../../../../main/analysts/model/answer-claims'
import { estimatedTokens, tokensIn } from '../../../../main/analysts/model/usage'
import { deferred } from '../../../../main/kernel/deferred'
import { startJsonServer, type JsonAnswer, type JsonServer } from '../../../support/json-server'
import { modelFor, modelSession, profileOf, roleIn, runModel } from '../../../support/model-room'
import { startModelServer } from '../../../support/model-server'
import { profileOn, quickClock, startWires } from '../../../support/model-wires'

let server: JsonServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

const line = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

const sse = (...lines: string[]): JsonAnswer => ({
  type: 'text/event-stream',
  body: lines.join('')
})

const runWith = async (answer: JsonAnswer): Promise<SessionState> => {
  server = await startJsonServer(() => answer)
  const clock = quickClock()
  return runModel(modelFor(profileOf(`${server.url}/v1`), { clock }))
}

const block = '```json\n{"stance":"hold"}\n```'

describe('an answer that fails keeps', () => {
  it.each([
    ['a line that might have been a fence', 'Text.\n``', 'Text.\n``'],
    ['its text, but not a block that was begun', 'Text.\n```json\n{"sta', 'Text.\n']
  ])('%s', async (_what, content, text) => {
    const role = roleIn(await runWith(sse(line({ content }))), 'model')
    expect(role).toMatchObject({ status: 'error', text, reason: { code: 'provider.network' } })
  })

  it('at its limit of time, the line that waited', async () => {
    const hanging = await startModelServer(() => ({
      do: 'hang-mid-text',
      chunks: ['Text.', '\n```']
    }))
    const state = await runModel(modelFor(profileOf(hanging.baseUrl)), { limitMs: 2_000 })
    await hanging.close()
    expect(roleIn(state, 'model')).toMatchObject({ status: 'timeout', text: 'Text.\n```' })
  })
})

describe('an answer is none', () => {
  it.each([
    ['without its end', sse(line({ content: 'All is' })), 'provider.network', /broke off/],
    ['where it is empty', sse(line({ content: '' }, 'stop')), 'provider.bad-response', /empty/],
    [
      'which is only its block',
      sse(line({ content: block }, 'stop')),
      'provider.bad-response',
      /empty/
    ],
    [
      'that a filter ends',
      sse(line({ content: 'All' }, 'content_filter')),
      'provider.bad-response',
      /filter/
    ],
    ['of white space', sse(line({ content: ' \n ' }, 'stop')), 'provider.bad-response', /empty/],
    [
      'under 200 that is an error',
      { body: { error: { message: 'Overloaded' } } },
      'provider.overloaded',
      /Overloaded/
    ],
    [
      'under 200 that is an error in a word',
      { body: { error: 'no such model' } },
      'provider.model-not-found',
      /no such/
    ],
    [
      'under 200 that is a page',
      { type: 'text/html', body: '<p>too long' },
      'provider.bad-response',
      /text\/html/
    ],
    [
      'far longer than asked for',
      sse(line({ content: 'x'.repeat(300_000) })),
      'provider.bad-response',
      /many times/
    ]
  ] as [string, JsonAnswer, string, RegExp][])('%s', async (_what, answer, code, words) => {
    const { status, reason } = roleIn(await runWith(answer), 'model')
    expect([status, reason?.code]).toEqual(['error', code])
    expect(reason?.message).toMatch(words)
  })

  it('but one that came to its block is whole, though its end is missing', async () => {
    const role = roleIn(await runWith(sse(line({ content: `Text.\n${block}` }))), 'model')
    expect(role).toMatchObject({ status: 'ok', text: 'Text.\n', stance: 'hold' })
  })

  it('and thoughts that come as its own text are folded, and no part of it', async () => {
    const content = `<think>Maybe [F1].\n</think>\n\nText.\n${block}`
    const role = roleIn(await runWith(sse(line({ content }, 'stop'))), 'model')
    expect(role).toMatchObject({ status: 'ok', text: 'Text.\n', reasoning: 'Maybe [F1].\n' })
    expect(role).toMatchObject({ stance: 'hold', claims: [] })
  })

  it('and one that broke off before its first word is asked for again', async () => {
    await runWith(sse(line({ role: 'assistant', content: '' })))
    expect(server?.requests).toHaveLength(3)
  })
})

describe('what a call used', () => {
  it('is estimated by its whole text, not by its pieces', () => {
    const pieces = ['Pri', 'ces', ' fe', 'll', '. ', '收盤']
    const sum = pieces.reduce((total, piece) => total + tokensIn(piece), 0)
    expect(Math.ceil(sum)).toBe(estimatedTokens(pieces.join('')))
  })

  it('is told up to the end of a role that was stopped, and not after it', async () => {
    const mock = await startWires()
    mock.onMessage(/./, { content: 'word '.repeat(400) }, { chunkSize: 50, latency: 5 })
    const session = modelSession(modelFor(profileOn(mock.url, 'openai-compatible')))
    const types: string[] = []
    const seen = deferred<void>()
    session.log.onPublished((event) => {
      if ('role' in event.data && event.data.role === 'model') types.push(event.type)
      if (types.filter((type) => type === 'role.delta').length === 3) seen.resolve()
    })
    const running = session.run()
    await seen.promise
    await session.cancel('user')
    const { usage } = roleIn(await running, 'model')
    await mock.stop()
    expect(usage?.outputTokens).toBeGreaterThanOrEqual(37)
    expect(types.at(-1)).toBe('role.completed')
  })
})

describe('the calls to one provider', () => {
  it('settle on a cancel at once while they wait, and with their sockets once they run', async () => {
    const queue = new ProviderQueue(1)
    const controller = new AbortController()
    const { signal } = controller
    const closing = deferred<void>()
    const settled: string[] = []
    const note = (name: string) => () => void settled.push(name)
    let begun = 0
    const call = async (): Promise<void> => {
      begun += 1
      await closing.promise
      throw new Error('stopped')
    }
    const first = queue.run('a', call, { signal }).catch(note('running'))
    const second = queue.run('b', call, { signal }).catch(note('waiting'))
    controller.abort(new Error('stop'))
    await second
    expect(settled).toEqual(['waiting'])
    closing.resolve()
    await first
    expect([settled, begun]).toEqual([['waiting', 'running'], 1])
  })
})

describe('a claim', () => {
  const known = new Set(['F1', 'F2'])
  const claim = (text: string) => ({
    stated: {
      stance: null,
      confidence: null,
      p: null,
      changes: [],
      claims: [{ text, facts: ['F2'] }]
    },
    known
  })

  it('is the sentence that the model named, and not each that shares a word with it', () => {
    const text = 'The price fell for days. It may fall on.'
    expect(claimsOf(text, claim('The price fell for days [F2].'))).toHaveLength(1)
    for (const part of ['.', 'fell', ' ', '[F1]']) expect(claimsOf(text, claim(part))).toEqual([])
  })

  it('is found in no time in a text that is nothing but citations, or names everything', () => {
    const cited = `Done.${' [F1]'.repeat(40_000)}`
    expect(claimsOf(cited, { stated: null, known })).toHaveLength(1)
    const { stated } = claim('Other words.')
    const claims = Array.from({ length: 20_000 }, () => stated.claims).flat()
    const text = 'It fell.\n'.repeat(20_000)
    expect(claimsOf(text, { stated: { ...stated, claims }, known })).toEqual([])
  })

  it('is found in no time in a text that is nothing but space', () => {
    const text = `Done. ${' '.repeat(200_000)}[F1]`
    expect(claimsOf(text, { stated: null, known })).toHaveLength(1)
  })
})
