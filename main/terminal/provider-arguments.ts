import type { ProviderProfile } from '../../preload/contract/providers'
import type { ModelSetup, RemoteProvider } from '../commands/model-choice'
import { choiceOf, dateOrNull, moneyOf, wholeNumberOf } from './argument-values'
import type { CommandLine } from './command-line'
import { keyOf, type Environment } from './provider-key'
import { roleProviders } from './role-providers'
import { UsageProblem } from './usage-problem'

/** Options that say which model answers, for which roles and for how much. */
export const providerValued = [
  ...['provider', 'base-url', 'model', 'api-key-env', 'provider-name', 'role-provider'],
  ...['known-until', 'price-in', 'price-out', 'context-tokens', 'answer-tokens'],
  ...['budget-tokens', 'budget-usd']
] as const
type ProviderLine = CommandLine<(typeof providerValued)[number], string>

const kinds = ['openai-compatible', 'anthropic', 'google'] as const
const namePattern = /^[a-z0-9][a-z0-9._-]{0,39}$/i

const defaultContextTokens = 32_000
const defaultAnswerTokens = 4_000
const tokens = { minimum: 100, maximum: 100_000_000 }
const maximumConcurrent = 4

/** A model that a run was asked to use; its key is asked for when the run begins. */
export interface ProviderArguments extends Pick<ModelSetup, 'roles' | 'deskRoles' | 'budget'> {
  profile: RemoteProvider
  /** The variable that holds the key; null = by the provider's own name. */
  keyVariable: string | null
}

/** An address without anything secret in it. @throws {UsageProblem} `bad-address` */
const addressOf = (value: string | null): string | null => {
  if (value === null) return null
  const address = URL.canParse(value) ? new URL(value) : null
  const web = address !== null && ['http:', 'https:'].includes(address.protocol)
  const plain = web && `${address.username}${address.password}${address.search}` === ''
  if (!plain) throw new UsageProblem('bad-address', { option: '--base-url' })
  return value.replace(/\/+$/, '')
}

const nameOf = (line: ProviderLine, kind: string): string => {
  const name = line.one('provider-name') ?? kind
  const reserved = ['desk', 'model'].includes(name)
  if (namePattern.test(name) && !reserved) return name
  throw new UsageProblem('bad-name', { option: '--provider-name', value: name })
}

const tokensOf = (
  line: ProviderLine,
  option: 'context-tokens' | 'answer-tokens' | 'budget-tokens'
) => {
  const value = line.one(option)
  return value === null ? null : wholeNumberOf(`--${option}`, value, tokens)
}

const moneyOrNull = (line: ProviderLine, option: 'price-in' | 'price-out' | 'budget-usd') => {
  const value = line.one(option)
  return value === null ? null : moneyOf(`--${option}`, value)
}

const profileOf = (line: ProviderLine): RemoteProvider => {
  const kind = choiceOf('--provider', line.one('provider') ?? '', kinds)
  const model = line.one('model')
  if (model === null) throw new UsageProblem('model-missing')
  const name = nameOf(line, kind)
  const limits: Pick<ProviderProfile, 'contextTokens' | 'maximumOutputTokens'> = {
    contextTokens: tokensOf(line, 'context-tokens') ?? defaultContextTokens,
    maximumOutputTokens: tokensOf(line, 'answer-tokens') ?? defaultAnswerTokens
  }
  return {
    ...{ id: name, name, kind, model, baseUrl: addressOf(line.one('base-url')) },
    inputPrice: moneyOrNull(line, 'price-in'),
    outputPrice: moneyOrNull(line, 'price-out'),
    ...limits,
    maximumConcurrent,
    knownUntil: dateOrNull('--known-until', line.one('known-until'))
  }
}

/**
 * The model of a run; null when no `--provider` is there.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const providerOf = (line: ProviderLine): ProviderArguments | null => {
  if (line.one('provider') === null) {
    const lost = providerValued.find((option) => line.one(option) !== null)
    if (lost !== undefined) throw new UsageProblem('without-provider', { option: `--${lost}` })
    return null
  }
  const profile = profileOf(line)
  const costUsd = moneyOrNull(line, 'budget-usd')
  if (costUsd !== null && (profile.inputPrice === null || profile.outputPrice === null)) {
    throw new UsageProblem('budget-without-prices')
  }
  return {
    profile,
    keyVariable: line.one('api-key-env'),
    ...roleProviders(line.all('role-provider'), profile.name),
    budget: { tokens: tokensOf(line, 'budget-tokens'), costUsd }
  }
}

/** The model with its key, for the engine. @throws {UsageProblem} `key-missing`, `key-unset` */
export const modelSetup = (
  { profile, keyVariable, roles, deskRoles, budget }: ProviderArguments,
  environment: Environment
): ModelSetup => {
  const key = keyOf(profile, { variable: keyVariable, environment })
  return { profile, roles, deskRoles, budget, key: () => key }
}
