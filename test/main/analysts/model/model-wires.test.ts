import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LLMock } from '@copilotkit/aimock'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionState } from '../../../../preload/contract/session-state'
import type { Clock } from '../../../../main/kernel/clock'
import { modelFor, modelSession, roleIn, runModel } from '../../../support/model-room'
import {
  keyHeaders,
  profileOn,
  quickClock,
  startWires,
  wireKinds,
  type WireKind
} from '../../../support/model-wires'

const key = 'canary-7f3a-key'
const answer = 'Prices fell 3 % [F1]. 風險偏高。\n'
const block =
  '```json\n{"stance":"sell","confidence":0.4,"p":0.3,"claims":[],"changes":["a close over 9"]}\n```'
const reasoning = 'First the trend, then the rest.'
const whole = {
  ...{ content: answer + block, reasoning },
  usage: { prompt_tokens: 1_000, completion_tokens: 500, total_tokens: 1_500 }
}

let mock: LLMock

beforeEach(async () => {
  mock = await startWires()
})
afterEach(() => mock.stop())

const run = (kind: WireKind, clock: Clock = quickClock()): Promise<SessionState> =>
  runModel(modelFor(profileOn(mock.url, kind), { key, clock }))

describe.each(wireKinds)('over the wire of %s', (kind) => {
  it.each([1, 7, 400])('an answer comes whole, cut each %i characters', async (chunkSize) => {
    mock.onMessage(/./, whole, { chunkSize })
    const role = roleIn(await run(kind), 'model')
    expect(role).toMatchObject({
      ...{ status: 'ok', text: answer, reasoning, stance: 'sell', confidence: 0.4, p: 0.3 },
      usage: { inputTokens: 1_000, outputTokens: 500, costUsd: 0.002, estimated: false }
    })
  })

  it('the key goes in its header, and nowhere else', async () => {
    const seen: { url: string; headers: string[]; body: string }[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => (body += String(part)))
      request.on('end', () => {
        seen.push({ url: request.url ?? '', headers: request.rawHeaders, body })
        response.writeHead(401).end()
      })
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    await runModel(modelFor(profileOn(`http://127.0.0.1:${port}`, kind), { key }))
    server.close()
    const [{ url, headers, body } = { url: '', headers: [], body: '' }] = seen
    const at = headers.findIndex((header) => header.includes(key))
    const [name, value] = keyHeaders[kind]
    expect([headers[at - 1]?.toLowerCase(), headers[at]]).toEqual([name, value(key)])
    expect([url, body, ...headers.toSpliced(at, 1)].join()).not.toContain(key)
    expect(seen).toHaveLength(1)
  })

  it('a refusal for too many requests is made good after the time that it names', async () => {
    const refusal = { error: { message: 'slow down', type: 'rate_limit' } }
    mock.on({ userMessage: /./, sequenceIndex: 0 }, { ...refusal, status: 429, retryAfter: 1 })
    mock.on({ userMessage: /./, sequenceIndex: 1 }, whole)
    const clock = quickClock()
    expect(roleIn(await run(kind, clock), 'model')).toMatchObject({ status: 'ok', text: answer })
    expect(clock.waitsMs).toEqual([1_000])
    expect(mock.getRequests()).toHaveLength(2)
  })

  it.each([
    [500, 'provider.overloaded', 3],
    [401, 'provider.bad-key', 1]
  ])('a %i ends the role as %s after %i requests, without its key', async (status, code, calls) => {
    mock.onMessage(/./, { error: { message: `no, not with ${key}` }, status })
    const state = await run(kind)
    const { reason } = roleIn(state, 'model')
    expect(reason?.code).toBe(code)
    expect(reason?.message).toContain('not with …')
    expect(JSON.stringify(state)).not.toContain(key)
    expect(mock.getRequests()).toHaveLength(calls)
  })

  it('a connection that is cut in mid-answer keeps its text and ends as a network error', async () => {
    mock.onMessage(
      /./,
      { content: answer.repeat(20) },
      { chunkSize: 10, latency: 5, truncateAfterChunks: 8 }
    )
    const role = roleIn(await run(kind), 'model')
    expect([role.status, role.reason?.code]).toEqual(['error', 'provider.network'])
    expect(role.text).not.toBe('')
    expect(answer.repeat(20).startsWith(role.text)).toBe(true)
  })

  it.each([
    ['drops it', { dropRate: 1 }, 'provider.overloaded'],
    ['cuts it', { disconnectRate: 1 }, 'provider.network'],
    ['sends no JSON', { malformedRate: 1 }, 'provider.bad-response'],
    ['has too much to do', { rateLimitRate: 1 }, 'provider.rate-limited']
  ])('a server that %s costs the role and not the room', async (_what, chaos, code) => {
    mock.onMessage(/./, whole)
    mock.setChaos(chaos)
    const state = await run(kind)
    expect(roleIn(state, 'model')).toMatchObject({ status: 'error', text: '', reason: { code } })
    expect(roleIn(state, 'after').status).toBe('ok')
  })

  it('an answer that only reasons is none', async () => {
    mock.onMessage(/./, { content: '', reasoning, finishReason: 'length' })
    const role = roleIn(await run(kind), 'model')
    expect(role).toMatchObject({ status: 'error', text: '', reasoning })
    expect(role.reason).toMatchObject({ code: 'provider.bad-response' })
  })

  it('a cancel reaches the server before its first word', async () => {
    mock.onMessage(/./, whole, { latency: 10_000 })
    const session = modelSession(modelFor(profileOn(mock.url, kind), { key }))
    const running = session.run()
    while (mock.getRequests().length === 0) {
      await new Promise((later) => setTimeout(later, 5))
    }
    await session.cancel('user')
    expect((await running).end).toMatchObject({ type: 'session.cancelled', reason: 'user' })
    expect(mock.getRequests()).toHaveLength(1)
  })

  it('nothing is printed', async () => {
    const spies = (['info', 'warn', 'error', 'log'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined)
    )
    mock.onMessage(/./, whole)
    // More than the model may write, of which the SDK would warn.
    const profile = profileOn(mock.url, kind, { maximumOutputTokens: 1_000_000 })
    await runModel(modelFor(profile, { key }))
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})
