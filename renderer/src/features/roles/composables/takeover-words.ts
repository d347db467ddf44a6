import type { ErrorCode } from '../../../../../preload/contract/errors'
import type { RoleState, Takeover } from '../../../../../preload/contract/session-state'
import type { TextKey } from '../../../app/text-resources'
import type { Translate } from '../../../app/use-text'

const whyKeys: Partial<Record<ErrorCode, TextKey>> = {
  'provider.no-key': 'models.takeover.noKey',
  'provider.bad-key': 'models.takeover.badKey',
  'provider.no-quota': 'models.takeover.noQuota',
  'provider.rate-limited': 'models.takeover.rateLimited',
  'provider.model-not-found': 'models.takeover.modelNotFound',
  'provider.context-too-long': 'models.takeover.contextTooLong',
  'provider.overloaded': 'models.takeover.overloaded',
  'provider.network': 'models.takeover.network',
  'provider.bad-response': 'models.takeover.badResponse',
  'provider.local-missing': 'models.takeover.localMissing',
  'provider.local-file': 'models.takeover.localFile',
  'role.timeout': 'models.takeover.timeout'
}

/** Why somebody did not answer, as half a sentence; `code` may be one that nobody knows. */
export const whyWords = (code: string, provider: string, t: Translate): string =>
  t(whyKeys[code as ErrorCode] ?? 'models.takeover.failed', { provider })

/** Who failed in this attempt's place, oldest first: those that lead to it without a gap. */
export const takeoversOf = ({ attempt, takeovers = [] }: RoleState): Takeover[] => {
  const chain: Takeover[] = []
  for (const each of takeovers.toReversed()) {
    if (each.attempt !== attempt - 1 - chain.length) break
    chain.unshift(each)
  }
  return chain
}

/** A line for each takeover: who failed and why, and who was asked then. */
export const takeoverLines = (
  role: RoleState,
  t: Translate,
  nameOf: (provider: string) => string
): string[] => {
  const name = (provider: string | null): string =>
    provider === null ? t('models.takeover.desk') : nameOf(provider)
  const chain = takeoversOf(role)
  return chain.map(({ provider, reason }, index) => {
    const next = chain[index + 1]?.provider ?? (index + 1 < chain.length ? null : role.provider)
    const why = whyWords(reason?.code ?? '', name(provider), t)
    return t('models.takeover.line', { why, next: name(next) })
  })
}
