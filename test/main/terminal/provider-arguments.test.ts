import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseRoomArguments, type RoomArguments } from '../../../main/terminal/room-arguments'
import { modelSetup } from '../../../main/terminal/model-setup'
import type { ProviderArguments } from '../../../main/terminal/provider-arguments'
import { UsageProblem } from '../../../main/terminal/usage-problem'
import type { ModelSetup } from '../../../main/commands/model-choice'
import type { ProviderProfile } from '../../../preload/contract/providers'
import { profileOf } from '../../support/model-room'

const parsed = (...options: string[]): RoomArguments => {
  const room = parseRoomArguments(['SP500', ...options])
  if (room === 'help') throw new Error('help')
  return room
}
const provider = (...options: string[]): ProviderArguments => {
  const found = parsed('--model', 'm', ...options).provider
  if (found === null) throw new Error('no provider')
  return found
}
const keyOf = (environment: Record<string, string>, ...options: string[]): string | null => {
  const { profiles, key } = modelSetup(provider(...options), { environment, stored: () => null })
  const [profile] = profiles
  if (profile === undefined) throw new Error('no profile')
  return key(profile)
}
const problemOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof UsageProblem) return error.key
    throw error
  }
  return 'none'
}

const openAi = ['--provider', 'openai-compatible'] as const
const everyKey = {
  OPENAI_API_KEY: 'k-openai',
  PERPLEXITY_API_KEY: 'k-perplexity',
  ANTHROPIC_API_KEY: 'k-anthropic',
  GEMINI_API_KEY: 'k-gemini',
  GOOGLE_API_KEY: 'k-google',
  MINE: ' k-mine '
}

describe('the model of a run', () => {
  it('is none unless one is named', () => {
    expect(parsed().provider).toBeNull()
  })

  it('is one profile, named by its kind, without a limit', () => {
    expect(provider(...openAi)).toEqual({
      profile: {
        ...{ id: 'openai-compatible', name: 'openai-compatible', kind: 'openai-compatible' },
        ...{ baseUrl: null, model: 'm', inputPrice: null, outputPrice: null },
        ...{ contextTokens: 32_000, maximumOutputTokens: 4_000, maximumConcurrent: 4 },
        knownUntil: null
      },
      ...{ keyVariable: null, keyVariables: {} },
      ...{ named: {}, others: true, budget: { tokens: null, costUsd: null, seconds: null } }
    })
  })

  it('takes every option', () => {
    const given = provider(
      ...['--provider', 'google', '--provider-name', 'Fast-1', '--base-url', 'http://a.test/v1/'],
      ...['--api-key-env', 'MINE', '--known-until', '2024-06-01', '--price-in', '0.5'],
      ...['--price-out', '2', '--context-tokens', '8000', '--answer-tokens', '700'],
      ...['--budget-tokens', '5000', '--budget-usd', '0.25', '--budget-seconds', '90'],
      ...['--role-provider', 'bull=Fast-1', '--role-provider', 'risk=desk']
    )
    expect(given).toMatchObject({
      profile: {
        ...{ id: 'Fast-1', baseUrl: 'http://a.test/v1', knownUntil: '2024-06-01' },
        ...{ inputPrice: 0.5, outputPrice: 2, contextTokens: 8_000, maximumOutputTokens: 700 }
      },
      ...{ keyVariable: 'MINE', named: { bull: 'Fast-1', risk: 'desk' }, others: false },
      budget: { tokens: 5_000, costUsd: 0.25, seconds: 90 }
    })
  })

  it('may be a file, whose name it bears, without address and key', () => {
    const { profile } = parsed('--provider', 'llama', '--model', 'models/small.gguf').provider ?? {}
    expect(profile).toMatchObject({
      ...{ id: 'llama', kind: 'llama', model: 'small', baseUrl: resolve('models/small.gguf') }
    })
    expect(keyOf(everyKey, '--provider', 'llama')).toBeNull()
  })

  it.each([
    ['without-provider', ['--model', 'm']],
    ['without-provider', ['--budget-tokens', '100']],
    ['model-missing', [...openAi]],
    ['bad-choice', ['--provider', 'openai', '--model', 'm']],
    ['model-missing', ['--provider', 'llama']],
    ['not-of-file', ['--provider', 'llama', '--model', 'm.gguf', '--base-url', 'http://a.test']],
    ['not-of-file', ['--provider', 'llama', '--model', 'm.gguf', '--api-key-env', 'MINE']],
    ['bad-address', [...openAi, '--model', 'm', '--base-url', 'ftp://a.test']],
    ['bad-address', [...openAi, '--model', 'm', '--base-url', 'https://me:key@a.test/v1']],
    ['bad-address', [...openAi, '--model', 'm', '--base-url', 'https://a.test/v1?key=x']],
    ['bad-name', [...openAi, '--model', 'm', '--provider-name', 'desk']],
    ['bad-name', [...openAi, '--model', 'm', '--provider-name', 'a b']],
    ['bad-role-provider', [...openAi, '--model', 'm', '--role-provider', 'bull']],
    ['bad-role-provider', [...openAi, '--model', 'm', '--role-provider', 'bull=other']],
    [
      'role-twice',
      [...openAi, '--model', 'm', '--role-provider', 'bull=desk', '--role-provider', 'bull=model']
    ],
    ['bad-money', [...openAi, '--model', 'm', '--price-in', '1,5']],
    ['bad-number', [...openAi, '--model', 'm', '--answer-tokens', '3']],
    ['budget-without-prices', [...openAi, '--model', 'm', '--budget-usd', '1', '--price-in', '1']],
    ['bad-date', [...openAi, '--model', 'm', '--known-until', '2024-02-30']]
  ])('is refused as %s by %j', (key, options) => {
    expect(problemOf(() => parsed(...options))).toBe(key)
  })
})

describe('the key of a model', () => {
  it('is that of the variable that was named, without what surrounds it', () => {
    expect(keyOf(everyKey, ...openAi, '--api-key-env', 'MINE')).toBe('k-mine')
  })

  it.each([
    ['k-openai', [...openAi]],
    ['k-openai', [...openAi, '--base-url', 'https://api.openai.com/v1']],
    ['k-perplexity', [...openAi, '--base-url', 'https://api.perplexity.ai']],
    ['k-anthropic', ['--provider', 'anthropic']],
    ['k-gemini', ['--provider', 'google']]
  ])('is %s of whoever is at the address of %j', (key, options) => {
    expect(keyOf(everyKey, ...options)).toBe(key)
  })

  it('of Google is the older variable where the newer one is empty', () => {
    expect(keyOf({ ...everyKey, GEMINI_API_KEY: ' ' }, '--provider', 'google')).toBe('k-google')
  })

  it('goes to no other address: a server of one’s own gets none', () => {
    expect(keyOf(everyKey, ...openAi, '--base-url', 'http://127.0.0.1:11434/v1')).toBeNull()
    expect(keyOf(everyKey, ...openAi, '--base-url', 'https://api.openai.com.evil.test')).toBeNull()
    const proxy = ['--provider', 'anthropic', '--base-url', 'https://proxy.test']
    expect(problemOf(() => keyOf(everyKey, ...proxy))).toBe('key-unnamed')
    const router = [...openAi, '--base-url', 'https://openrouter.ai/api/v1']
    expect(problemOf(() => keyOf(everyKey, ...router))).toBe('key-unnamed')
  })

  it.each([
    ['key-missing', [...openAi]],
    ['key-missing', ['--provider', 'google']],
    ['key-unset', [...openAi, '--api-key-env', 'OTHER']],
    ['key-unset', [...openAi, '--api-key-env', 'nobody=MINE']],
    ['repeated', [...openAi, '--api-key-env', 'MINE', '--api-key-env', 'MINE']]
  ])('that is not there is told as %s before anything is asked', (problem, options) => {
    expect(problemOf(() => keyOf({ MINE: 'x' }, ...options))).toBe(problem)
  })
})

describe('a provider of the data folder', () => {
  const near = profileOf('http://127.0.0.1:9/v1', { id: 'near' })
  const far = profileOf('https://api.deepseek.com/v1', { id: 'far', inputPrice: null })
  const find = (id: string): ProviderProfile | null =>
    [near, far].find((each) => each.id === id) ?? null
  const setupOf = (...options: string[]): ModelSetup => {
    const given = parsed('--data', 'kept', ...options).provider
    if (given === null) throw new Error('no provider')
    return modelSetup(given, { environment: { ...everyKey, FAR: 'k-far' }, stored: find })
  }
  const both = ['--role-provider', 'bull=near', '--role-provider', 'bear=far'] as const

  it('answers for the roles that it is named for, the desk for all others and where it fails', () => {
    const { profiles, roles, others, key } = setupOf(...both, '--api-key-env', 'far=FAR')
    expect(profiles).toEqual([near, far])
    expect(roles).toEqual({ bull: ['near', 'desk'], bear: ['far', 'desk'] })
    expect([others, key(near), key(far)]).toEqual([null, null, 'k-far'])
  })

  it('stands beside the run’s own model, each with its own key', () => {
    const own = ['--provider', 'openai-compatible', '--model', 'm', '--api-key-env', 'MINE']
    const { profiles, others, key } = setupOf(...own, ...both, '--api-key-env', 'far=FAR')
    expect(profiles.map(({ id }) => id)).toEqual(['openai-compatible', 'near', 'far'])
    expect(others).toBe('openai-compatible')
    expect(profiles.map((profile) => key(profile))).toEqual(['k-mine', null, 'k-far'])
  })

  it.each([
    ['key-unnamed', [...both]],
    ['key-unset', ['--role-provider', 'bull=near', '--api-key-env', 'far=FAR']],
    ['without-provider', ['--role-provider', 'bull=near', '--api-key-env', 'MINE']],
    ['without-provider', ['--role-provider', 'bull=near', '--model', 'm']],
    ['unknown-provider', ['--role-provider', 'bull=nobody']],
    ['bad-role-provider', ['--role-provider', 'bull=model']],
    ['budget-without-prices', [...both, '--api-key-env', 'far=FAR', '--budget-usd', '1']]
  ])('is refused as %s by %j', (key, options) => {
    expect(problemOf(() => setupOf(...options))).toBe(key)
  })
})
