import { afterEach, describe, expect, it } from 'vitest'
import { testProvider, type ProviderTest } from '../../../../main/analysts/model/test-provider'
import { systemClock } from '../../../../main/kernel/clock'
import { FakeClock } from '../../../support/fake-clock'
import { profileOf } from '../../../support/model-room'
import { startModelServer, type ModelFault, type ModelServer } from '../../../support/model-server'

let server: ModelServer
afterEach(() => server.close())

const tested = async (fault: ModelFault): Promise<ProviderTest> => {
  server = await startModelServer(() => fault)
  const { signal } = new AbortController()
  const options = { key: 'canary-key', clock: systemClock, signal }
  return testProvider(profileOf(server.baseUrl), options)
}

const status = (code: number, message: string): ModelFault => ({
  ...{ do: 'status', status: code, message }
})

describe('the light of a provider', () => {
  it('is green where it answers, if with nothing; few tokens are asked for, once', async () => {
    const { light, error } = await tested({ do: 'answer', chunks: [], usage: [5, 1] })
    expect([light, error]).toEqual(['ready', null])
    expect(server.bodies).toHaveLength(1)
    expect(JSON.parse(server.bodies[0] ?? '')).toMatchObject({ max_tokens: 16 })
  })

  it.each([
    [status(429, 'slow down'), 'limited', 'provider.rate-limited'],
    [status(429, 'You exceeded your current quota'), 'limited', 'provider.no-quota'],
    [status(503, 'busy'), 'limited', 'provider.overloaded'],
    [status(401, 'canary-key is bad'), 'failing', 'provider.bad-key'],
    [status(404, 'no such model'), 'failing', 'provider.model-not-found'],
    [{ do: 'wrong-type' } as const, 'failing', 'provider.bad-response'],
    [{ do: 'reset-mid-text' } as const, 'failing', 'provider.network'],
    [{ do: 'error-in-stream', message: 'Overloaded' } as const, 'limited', 'provider.overloaded']
  ])('of %j is %s, with the reason %s', async (fault, light, code) => {
    const told = await tested(fault)
    expect([told.light, told.error?.code]).toEqual([light, code])
    expect(JSON.stringify(told)).not.toContain('canary-key')
  })

  const withClock = async (fault: ModelFault) => {
    server = await startModelServer(() => fault)
    const clock = new FakeClock()
    const controller = new AbortController()
    const options = { key: null, clock, signal: controller.signal }
    const test = testProvider(profileOf(server.baseUrl), options)
    while (server.requests === 0) await new Promise(setImmediate)
    return { clock, controller, test }
  }

  it('is amber where the answer takes five seconds', async () => {
    const fault: ModelFault = { do: 'answer', chunks: ['a', 'b'], everyMs: 40 }
    const { clock, test } = await withClock(fault)
    clock.advance(5_000)
    expect(await test).toMatchObject({ light: 'slow', error: null, tookMs: 5_000 })
    expect(clock.pendingTimers).toBe(0)
  })

  it('is red where none comes within twenty', async () => {
    const { clock, test } = await withClock({ do: 'hang-before-text' })
    clock.advance(20_000)
    expect(await test).toMatchObject({ light: 'failing', error: { code: 'provider.network' } })
    await server.idle()
  })

  it('is not told once nobody asks any more', async () => {
    const { controller, test } = await withClock({ do: 'hang-before-headers' })
    controller.abort(new Error('stop'))
    await expect(test).rejects.toThrow('stop')
    await server.idle()
  })
})
