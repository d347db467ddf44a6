import type { RemoteProvider } from '../commands/model-choice'
import { UsageProblem } from './usage-problem'

export type Environment = Readonly<Record<string, string | undefined>>

/** Which variables hold the key of whom, by the address that it is for. */
const ownVariables: Readonly<Record<string, readonly string[]>> = {
  'api.openai.com': ['OPENAI_API_KEY'],
  'api.perplexity.ai': ['PERPLEXITY_API_KEY'],
  'api.anthropic.com': ['ANTHROPIC_API_KEY'],
  'generativelanguage.googleapis.com': ['GEMINI_API_KEY', 'GOOGLE_API_KEY']
}

const ownHosts: Readonly<Record<RemoteProvider['kind'], string>> = {
  'openai-compatible': 'api.openai.com',
  anthropic: 'api.anthropic.com',
  google: 'generativelanguage.googleapis.com'
}

const valueOf = (environment: Environment, name: string): string | null => {
  const value = environment[name]?.trim() ?? ''
  return value === '' ? null : value
}

export interface KeyPlaces {
  /** As named by the person; null = by the address. */
  variable: string | null
  environment: Environment
}

/**
 * The key of a provider, from the variable that was named, or from the one that bears the name of
 * whoever is at the address: a key never goes to another. A server of one's own needs none.
 * @throws {UsageProblem} `key-unset`, `key-missing`
 */
export const keyOf = (
  { kind, baseUrl }: Pick<RemoteProvider, 'kind' | 'baseUrl'>,
  { variable, environment }: KeyPlaces
): string | null => {
  if (variable !== null) {
    const key = valueOf(environment, variable)
    // What was given may be the key itself, so it is not repeated.
    if (key === null) throw new UsageProblem('key-unset')
    return key
  }
  const host = baseUrl === null ? ownHosts[kind] : new URL(baseUrl).hostname
  const names = ownVariables[host] ?? []
  const key = names.map((name) => valueOf(environment, name)).find((each) => each !== null)
  if (key !== undefined) return key
  if (names.length === 0 && kind === 'openai-compatible') return null
  const [first = '--api-key-env'] = names
  throw new UsageProblem('key-missing', { provider: kind, variable: first })
}
