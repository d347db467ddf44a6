import { describe, expect, it } from 'vitest'
import { assignPreset } from '../../../../main/commands/providers/role-presets'
import { environmentKey, needsKey } from '../../../../main/commands/providers/vendors'
import type { ProviderKind, ProviderProfile } from '../../../../preload/contract/providers'
import { profileOf } from '../../../support/model-room'

const profile = (
  id: string,
  kind: ProviderKind,
  baseUrl: string | null = null
): ProviderProfile => ({ ...profileOf(''), id, kind, baseUrl })

const environment = {
  ...{ OPENAI_API_KEY: 'k-openai', PERPLEXITY_API_KEY: 'k-perplexity' },
  ...{ ANTHROPIC_API_KEY: 'k-anthropic', GOOGLE_API_KEY: 'k-google' }
}
const perplexity = 'https://api.perplexity.ai'

describe('a key of the environment', () => {
  it.each([
    ['openai-compatible', null, 'k-openai'],
    ['openai-compatible', `${perplexity}/v1`, 'k-perplexity'],
    ['anthropic', null, 'k-anthropic'],
    ['google', 'https://generativelanguage.googleapis.com/v1beta', 'k-google'],
    ['openai-compatible', 'http://api.openai.com/v1', null],
    ['openai-compatible', 'https://api.openai.com:8443/v1', null],
    ['openai-compatible', 'https://api.openai.com.evil.test/v1', null],
    ['anthropic', 'http://127.0.0.1:9/v1', null],
    ['llama', '/models/OPENAI.gguf', null]
  ] as const)('of %s at %s is %s', (kind, baseUrl, key) => {
    expect(environmentKey(profile('one', kind, baseUrl), environment)).toBe(key)
  })

  it('is asked for where a known service answers, and for no server of one’s own', () => {
    expect(needsKey(profile('one', 'openai-compatible', 'https://openrouter.ai/api/v1'))).toBe(true)
    expect(needsKey(profile('one', 'google'))).toBe(true)
    expect(needsKey(profile('one', 'openai-compatible', 'http://127.0.0.1:11434/v1'))).toBe(false)
    expect(needsKey(profile('one', 'llama', '/a.gguf'))).toBe(false)
  })
})

describe('a ready-made assignment', () => {
  const roles = ['scout', 'intel', 'quant', 'bull', 'risk', 'strategist', 'execution']

  it('of one model gives it every role, with the desk behind it', () => {
    const given = assignPreset({ kind: 'one', provider: 'a' }, { roles, profiles: [] })
    expect(given.roles).toEqual(Object.fromEntries(roles.map((role) => [role, ['a', 'desk']])))
  })

  it('of the founders gives each vendor its roles, the desk the rest, and says who is missing', () => {
    const profiles = [
      profile('local', 'openai-compatible', 'http://127.0.0.1:1234/v1'),
      profile('pp', 'openai-compatible', perplexity),
      profile('claude', 'anthropic'),
      profile('proxy', 'google', 'https://proxy.test')
    ]
    expect(assignPreset({ kind: 'founders' }, { roles, profiles })).toEqual({
      roles: { intel: ['pp', 'desk'], quant: ['claude', 'desk'], risk: ['claude', 'desk'] },
      missing: ['Google Gemini', 'OpenAI']
    })
  })
})
