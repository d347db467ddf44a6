import { afterEach, describe, expect, it } from 'vitest'
import { unlimited } from '../../../../preload/contract/settings'
import { deferred } from '../../../../main/kernel/deferred'
import { okAnswer, scripted, writing } from '../../../support/plans'
import {
  modelOf,
  modelSession,
  roleIn,
  runModel,
  type RoomOptions
} from '../../../support/model-room'
import { startModelServer, type ModelFault, type ModelServer } from '../../../support/model-server'

let server: ModelServer | null = null

afterEach(async () => {
  await server?.close()
  server = null
})

const serving = async (script: (request: number) => ModelFault): Promise<ModelServer> => {
  server = await startModelServer(script)
  return server
}

const limits: RoomOptions = { limitMs: 600 }

interface Case {
  fault: ModelFault
  status: string
  code: string | null
  text: string
  options?: RoomOptions
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

const begun = 'The answer begins'
const cases: Record<string, Case> = {
  'hangs before its headers': {
    fault: { do: 'hang-before-headers' },
    ...{ status: 'timeout', code: 'role.timeout', text: '' }
  },
  'hangs before its first word': {
    fault: { do: 'hang-before-text' },
    ...{ status: 'timeout', code: 'role.timeout', text: '' }
  },
  'hangs in mid-answer': {
    fault: { do: 'hang-mid-text' },
    ...{ status: 'timeout', code: 'role.timeout', text: begun }
  },
  'resets in mid-answer': {
    fault: { do: 'reset-mid-text' },
    ...{ status: 'error', code: 'provider.network', text: begun }
  },
  'ends in half a character': {
    fault: { do: 'half-character' },
    ...{ status: 'error', code: 'provider.network', text: begun }
  },
  'ends in half a line': {
    fault: { do: 'half-line' },
    ...{ status: 'error', code: 'provider.network', text: begun }
  },
  'sends one byte a second': {
    fault: { do: 'byte-a-second' },
    ...{ status: 'timeout', code: 'role.timeout', text: '' }
  },
  'sends another type': {
    fault: { do: 'wrong-type' },
    ...{ status: 'error', code: 'provider.bad-response', text: '' }
  },
  'never ends': {
    fault: { do: 'endless' },
    ...{ status: 'timeout', code: 'role.timeout', text: 'again and again' }
  },
  'sends an error within its stream': {
    fault: { do: 'error-in-stream', message: 'Overloaded' },
    ...{ status: 'error', code: 'provider.overloaded', text: begun }
  },
  'sends JSON that is none': {
    fault: { do: 'broken-json' },
    ...{ status: 'error', code: 'provider.bad-response', text: begun }
  },
  'refuses the key': {
    fault: { do: 'status', status: 401, message: 'Incorrect API key provided' },
    ...{ status: 'error', code: 'provider.bad-key', text: '' }
  },
  'has no quota left': {
    fault: { do: 'status', status: 429, message: 'You exceeded your current quota' },
    ...{ status: 'error', code: 'provider.no-quota', text: '' }
  },
  'does not know the model': {
    fault: { do: 'status', status: 404, message: 'The model does not exist' },
    ...{ status: 'error', code: 'provider.model-not-found', text: '' }
  },
  'finds the question too long': {
    fault: { do: 'status', status: 400, message: "This model's maximum context length is 8192" },
    ...{ status: 'error', code: 'provider.context-too-long', text: '' }
  }
}

describe('a provider that fails costs one role, with a code, and not the room: one that', () => {
  it.each(Object.entries(cases))('%s', async (_what, { fault, status, code, text, options }) => {
    const { baseUrl, idle } = await serving(() => fault)
    const state = await runModel(modelOf(baseUrl, { key: 'sk-1' }), { ...limits, ...options })
    const role = roleIn(state, 'model')
    expect([role.status, role.reason?.code ?? null]).toEqual([status, code])
    if (text === '') expect(role.text).toBe('')
    else expect(role.text.startsWith(text)).toBe(true)
    for (const other of ['before', 'beside', 'after']) {
      expect(roleIn(state, other)).toMatchObject({ status: 'ok', text: 'done' })
    }
    expect(state.end?.type).toBe('session.completed')
    await idle()
  })

  it.each([
    ['is not there', 'http://127.0.0.1:9/v1'],
    ['has no address', 'http://provider.invalid/v1']
  ])('%s', async (_what, baseUrl) => {
    const state = await runModel(modelOf(baseUrl), { limitMs: 300 })
    expect(roleIn(state, 'model').reason?.code).toBe('provider.network')
  })

  it('sends ten megabytes in one line and no end', async () => {
    const { baseUrl } = await serving(() => ({ do: 'huge-line' }))
    const state = await runModel(modelOf(baseUrl))
    const role = roleIn(state, 'model')
    expect([role.status, role.reason?.code]).toEqual(['error', 'provider.bad-response'])
  })

  it.each([
    [200, 'provider.bad-response'],
    [503, 'provider.bad-response']
  ])('sends one line that never ends, under %i', async (status, code) => {
    const { baseUrl, idle } = await serving(() => ({ do: 'endless-line', status }))
    const state = await runModel(modelOf(baseUrl))
    const role = roleIn(state, 'model')
    expect([role.status, role.reason?.code]).toEqual(['error', code])
    await idle()
    expect(server?.requests).toBe(1)
  })

  it('ends its answer without the last mark, which is a whole answer', async () => {
    const { baseUrl } = await serving(() => ({ do: 'no-done', chunks: ['All ', 'said [F1].'] }))
    const state = await runModel(modelOf(baseUrl))
    expect(roleIn(state, 'model')).toMatchObject({ status: 'ok', text: 'All said [F1].' })
  })
})

describe('a call that failed before its first word', () => {
  const answer: ModelFault = { do: 'answer', chunks: ['Fine.'], usage: [10, 2] }

  it.each([429, 500, 503])('is made again after a %i', async (status) => {
    const refusal: ModelFault = { do: 'status', status, message: 'slow down', retryAfter: '0.05' }
    const { baseUrl } = await serving((request) => (request === 1 ? refusal : answer))
    const state = await runModel(modelOf(baseUrl))
    expect(roleIn(state, 'model')).toMatchObject({ status: 'ok', text: 'Fine.' })
    expect(server?.requests).toBe(2)
  })

  it('is told at once when the provider wants to be left alone for longer than the limit', async () => {
    const refusal: ModelFault = { do: 'status', status: 429, message: 'later', retryAfter: '60' }
    const { baseUrl } = await serving(() => refusal)
    const state = await runModel(modelOf(baseUrl), limits)
    expect(roleIn(state, 'model').reason?.code).toBe('provider.rate-limited')
    expect(server?.requests).toBe(1)
  })

  it('goes to the next analyst, and is not made again once a word was shown', async () => {
    const { baseUrl } = await serving(() => ({ do: 'status', status: 401, message: 'no' }))
    const session = modelSession(modelOf(baseUrl), { fallback: writing('From the desk.') })
    const state = await session.run()
    expect(roleIn(state, 'model')).toMatchObject({
      ...{ status: 'ok', attempt: 2, analyst: 'desk', text: 'From the desk.' }
    })
    await server?.close()
    const second = await serving(() => ({ do: 'reset-mid-text' }))
    const broken = await runModel(modelOf(second.baseUrl), { fallback: writing('x') })
    expect(roleIn(broken, 'model')).toMatchObject({ status: 'error', attempt: 1, text: begun })
    expect(second.requests).toBe(1)
  })
})

describe('a cancelled role', () => {
  it.each(['hang-before-headers', 'hang-before-text', 'hang-mid-text', 'endless'] as const)(
    'closes its socket (%s) and writes nothing after',
    async (fault) => {
      const { baseUrl, idle } = await serving(() => ({ do: fault }))
      const session = modelSession(modelOf(baseUrl))
      const running = session.run()
      while (server?.requests !== 1) await soon()
      await session.cancel('user')
      expect(server?.requests).toBe(1)
      const seq = session.log.state().seq
      await idle()
      expect(session.log.state().seq).toBe(seq)
      expect((await running).end).toMatchObject({ type: 'session.cancelled', reason: 'user' })
    }
  )

  it.each(['the role', 'the session'])(
    'that was tried again closes its socket too, with %s, and writes nothing after',
    async (what) => {
      const { baseUrl, idle } = await serving((request) => ({
        do: request === 1 ? 'reset-mid-text' : 'hang-mid-text'
      }))
      const held = deferred<void>()
      // Holds the stage open until the failed role is tried again.
      const beside = scripted(async (_context, signal) => {
        signal.addEventListener('abort', () => held.resolve())
        await held.promise
        return okAnswer
      })
      const session = modelSession(modelOf(baseUrl), { beside })
      const role = () => roleIn(session.log.written(), 'model')
      const running = session.run()
      while (role().status !== 'error') await soon()
      session.retryRole('model')
      while (role().attempt !== 2 || role().text === '') await soon()
      if (what === 'the role') await session.cancelRole('model')
      else await session.cancel('user')
      await idle()
      expect(server?.requests).toBe(2)
      const { text } = role()
      held.resolve()
      const state = await running
      expect(roleIn(state, 'model')).toMatchObject({ status: 'cancelled', attempt: 2, text })
      const end = what === 'the role' ? 'session.completed' : 'session.cancelled'
      expect(state.end?.type).toBe(end)
    }
  )
})

describe('a budget', () => {
  const long: ModelFault = { do: 'endless' }

  it('is held back before the call: what it may cost at most must be left', async () => {
    const { baseUrl } = await serving(() => long)
    const budget = { session: { ...unlimited, tokens: 50 } }
    const state = await runModel(modelOf(baseUrl), { budget, fallback: writing('x') })
    expect(roleIn(state, 'model').reason?.code).toBe('role.budget')
    expect(server?.requests).toBe(0)
    expect(roleIn(state, 'after').status).toBe('ok')
  })

  it('ends an answer that runs over it, keeps its text, and the room goes on', async () => {
    const { baseUrl, idle } = await serving(() => long)
    const role = { ...unlimited, tokens: 160 }
    const state = await runModel(modelOf(baseUrl), { budget: { role } })
    const model = roleIn(state, 'model')
    expect(model).toMatchObject({ status: 'error', reason: { code: 'role.budget' } })
    expect(model.text.length).toBeGreaterThan(100)
    expect(model.usage).toMatchObject({ estimated: true })
    expect(state.end?.type).toBe('session.completed')
    await idle()
  })
})

describe('what a call used', () => {
  const prompt = { inputTokens: 6, outputTokens: 0, estimated: true }

  it('is its prompt at least, once a server has it and does not refuse it', async () => {
    const { baseUrl } = await serving(() => ({ do: 'hang-before-headers' }))
    const state = await runModel(modelOf(baseUrl), limits)
    expect(roleIn(state, 'model')).toMatchObject({ status: 'timeout', usage: prompt })
    expect(state.usage).toMatchObject(prompt)
  })

  it('is nothing where it was refused or never arrived', async () => {
    const { baseUrl } = await serving(() => ({ do: 'status', status: 401, message: 'no' }))
    for (const address of [baseUrl, 'http://127.0.0.1:9/v1']) {
      const state = await runModel(modelOf(address), limits)
      expect(roleIn(state, 'model')).toMatchObject({ status: 'error', usage: null })
    }
  })

  it('holds that of the tries before it, which count against the budget too', async () => {
    const script = (request: number): ModelFault =>
      request === 1 ? { do: 'no-text' } : { do: 'answer', chunks: ['Fine.'], usage: [10, 2] }
    const { baseUrl } = await serving(script)
    const state = await runModel(modelOf(baseUrl))
    expect(roleIn(state, 'model')).toMatchObject({
      ...{ status: 'ok', text: 'Fine.' },
      usage: { inputTokens: 16, outputTokens: 2, estimated: true }
    })
    await server?.close()
    await serving(script)
    const role = { ...unlimited, tokens: 110 }
    const short = await runModel(modelOf(server?.baseUrl ?? ''), { budget: { role } })
    expect(roleIn(short, 'model').reason?.code).toBe('role.budget')
    expect(server?.requests).toBe(1)
  })

  it('is as the provider counted it, in tokens and dollars', async () => {
    const chunks = ['A [F1].', '\n```json\n{"stance":"hold","p":0.5}\n```']
    const { baseUrl, bodies } = await serving(() => ({ do: 'answer', chunks, usage: [1_000, 500] }))
    const state = await runModel(modelOf(baseUrl))
    expect(roleIn(state, 'model')).toMatchObject({
      ...{ text: 'A [F1].\n', stance: 'hold', p: 0.5 },
      usage: { inputTokens: 1_000, outputTokens: 500, costUsd: 0.002, estimated: false }
    })
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ max_tokens: 100, stream: true })
  })
})
