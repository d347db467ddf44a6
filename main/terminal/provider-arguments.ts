import { basename } from 'node:path'
import { maximumBudgetSeconds } from '../../preload/contract/limits'
import {
  providerKinds,
  type ProviderKind,
  type ProviderProfile
} from '../../preload/contract/providers'
import type { BudgetLimits } from '../../preload/contract/settings'
import { absolutePath } from '../commands/evidence-file'
import { choiceOf, dateOrNull, moneyOf, wholeNumberOf } from './argument-values'
import type { CommandLine } from './command-line'
import { roleProviders, type RoleProviders } from './role-providers'
import { UsageProblem } from './usage-problem'

/** Options that say which model answers, for which roles and for how much. */
export const providerValued = [
  ...['provider', 'base-url', 'model', 'api-key-env', 'provider-name', 'role-provider'],
  ...['known-until', 'price-in', 'price-out', 'context-tokens', 'answer-tokens'],
  ...['budget-tokens', 'budget-usd', 'budget-seconds']
] as const
type ProviderLine = CommandLine<(typeof providerValued)[number], string>

const namePattern = /^[a-z0-9][a-z0-9._-]{0,39}$/i

const defaultContextTokens = 32_000
const defaultAnswerTokens = 4_000
const tokens = { minimum: 100, maximum: 100_000_000 }
const seconds = { minimum: 1, maximum: maximumBudgetSeconds }
const maximumConcurrent = 4

/** Models that a run was asked to use; their keys are asked for when the run begins. */
export interface ProviderArguments extends RoleProviders {
  /** The run's own model; null: those that are named are stored ones. */
  profile: ProviderProfile | null
  /** The variable that holds its key; null = by the provider's own name. */
  keyVariable: string | null
  /** Of stored profiles by their ids; one that is not in it has its key by its address. */
  keyVariables: Readonly<Record<string, string>>
  budget: BudgetLimits
}

/** What goes without `--provider` where stored models are named. */
const withoutProvider: ReadonlySet<string> = new Set([
  ...['role-provider', 'api-key-env', 'budget-tokens', 'budget-usd', 'budget-seconds']
])

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

const secondsOf = (line: ProviderLine): number | null => {
  const value = line.one('budget-seconds')
  return value === null ? null : wholeNumberOf('--budget-seconds', value, seconds)
}

const moneyOrNull = (line: ProviderLine, option: 'price-in' | 'price-out' | 'budget-usd') => {
  const value = line.one(option)
  return value === null ? null : moneyOf(`--${option}`, value)
}

/** A local model is its file, whose name it bears; it has neither address nor key. */
const modelOf = (
  line: ProviderLine,
  kind: ProviderKind
): Pick<ProviderProfile, 'kind' | 'baseUrl' | 'model'> => {
  const model = line.one('model')
  if (model === null) throw new UsageProblem('model-missing')
  if (kind !== 'llama') return { kind, model, baseUrl: addressOf(line.one('base-url')) }
  const hasKey = line.all('api-key-env').some((value) => !value.includes('='))
  const lost = line.one('base-url') !== null ? '--base-url' : hasKey ? '--api-key-env' : null
  if (lost !== null) throw new UsageProblem('not-of-file', { option: lost })
  const baseUrl = absolutePath(model)
  return { kind, model: basename(baseUrl, '.gguf'), baseUrl }
}

const profileOf = (line: ProviderLine): ProviderProfile => {
  const kind = choiceOf('--provider', line.one('provider') ?? '', providerKinds)
  const name = nameOf(line, kind)
  const limits: Pick<ProviderProfile, 'contextTokens' | 'maximumOutputTokens'> = {
    contextTokens: tokensOf(line, 'context-tokens') ?? defaultContextTokens,
    maximumOutputTokens: tokensOf(line, 'answer-tokens') ?? defaultAnswerTokens
  }
  return {
    ...{ id: name, name, ...modelOf(line, kind) },
    inputPrice: moneyOrNull(line, 'price-in'),
    outputPrice: moneyOrNull(line, 'price-out'),
    ...limits,
    maximumConcurrent,
    knownUntil: dateOrNull('--known-until', line.one('known-until'))
  }
}

const budgetOf = (line: ProviderLine): BudgetLimits => ({
  tokens: tokensOf(line, 'budget-tokens'),
  costUsd: moneyOrNull(line, 'budget-usd'),
  seconds: secondsOf(line)
})

/**
 * The variables that hold keys: `VAR` of the run's own model, `NAME=VAR` of a stored one that is named
 * for a role. What was given may be a key, so it is in no complaint.
 * @throws {UsageProblem} `repeated`, `key-unset`
 */
const keyVariablesOf = (
  line: ProviderLine,
  { own, named }: Pick<RoleProviders, 'named'> & { own: string | null }
): Pick<ProviderArguments, 'keyVariable' | 'keyVariables'> => {
  const values = line.all('api-key-env')
  const pairs = values.flatMap((value) => {
    const at = value.indexOf('=')
    return at < 0 ? [] : [[value.slice(0, at), value.slice(at + 1)] as const]
  })
  const [keyVariable = null, second] = values.filter((value) => !value.includes('='))
  const isTwice = new Set(pairs.map(([name]) => name)).size < pairs.length
  if (second !== undefined || isTwice) {
    throw new UsageProblem('repeated', { option: '--api-key-env' })
  }
  const known = new Set([own, ...Object.values(named)])
  if (pairs.some(([name]) => !known.has(name))) throw new UsageProblem('key-unset')
  return { keyVariable, keyVariables: Object.fromEntries(pairs) }
}

/** Money cannot be counted without prices. @throws {UsageProblem} `budget-without-prices` */
export const assertPriced = ({ costUsd }: BudgetLimits, profile: ProviderProfile): void => {
  const priced = profile.inputPrice !== null && profile.outputPrice !== null
  if (costUsd !== null && !priced) throw new UsageProblem('budget-without-prices')
}

/** Stored models alone; null when none is named. */
const storedOf = (line: ProviderLine, stored: boolean): ProviderArguments | null => {
  const named = stored && line.all('role-provider').length > 0
  const lost = providerValued.find(
    (option) => line.one(option) !== null && !(named && withoutProvider.has(option))
  )
  if (lost !== undefined) throw new UsageProblem('without-provider', { option: `--${lost}` })
  if (!named) return null
  const roles = roleProviders(line.all('role-provider'), { own: null, stored })
  const keys = keyVariablesOf(line, { own: null, ...roles })
  if (keys.keyVariable !== null)
    throw new UsageProblem('without-provider', { option: '--api-key-env' })
  return { profile: null, ...keys, ...roles, budget: budgetOf(line) }
}

/**
 * The models of a run; null when none is named. With `stored` roles may name those of the data folder.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const providerOf = (
  line: ProviderLine,
  { stored }: { stored: boolean }
): ProviderArguments | null => {
  if (line.one('provider') === null) return storedOf(line, stored)
  const profile = profileOf(line)
  const budget = budgetOf(line)
  assertPriced(budget, profile)
  const roles = roleProviders(line.all('role-provider'), { own: profile.id, stored })
  return { profile, ...keyVariablesOf(line, { own: profile.id, ...roles }), ...roles, budget }
}
