import { describe, expect, it } from 'vitest'
import { ProviderHealth } from '../../../../main/commands/providers/provider-health'
import type { RegistryEvent } from '../../../../main/engine/session-registry'
import type { ErrorCode, ErrorShape } from '../../../../preload/contract/errors'
import type { RoleStatus } from '../../../../preload/contract/words'

const published = (type: string, data: object): RegistryEvent =>
  ({ kind: 'published', event: { type, session: 's', data } }) as unknown as RegistryEvent
const started = (change: object = {}): RegistryEvent =>
  published('role.started', {
    ...{ role: 'bull', attempt: 1, analyst: 'model', provider: 'one', ...change }
  })
const reasonOf = (code: ErrorCode): ErrorShape => ({ code, message: code, retryable: false })
const completed = (
  status: RoleStatus,
  reason: ErrorShape | null = null,
  firstTokenMs = 100
): RegistryEvent =>
  published('role.completed', { role: 'bull', attempt: 1, status, reason, firstTokenMs })

const lightAfter = (...news: RegistryEvent[]): string | null => {
  const health = new ProviderHealth()
  for (const each of news) health.observe(each)
  return health.of('one')?.light ?? null
}

describe('the light of a provider', () => {
  it.each([
    ['ready', completed('ok')],
    ['slow', completed('ok', null, 5_001)],
    ['slow', completed('error', reasonOf('provider.rate-limited'))],
    ['slow', completed('error', reasonOf('provider.overloaded'))],
    ['slow', completed('error', reasonOf('provider.no-quota'))],
    ['failing', completed('error', reasonOf('provider.bad-key'))],
    ['failing', completed('error', reasonOf('provider.network'))],
    ['failing', completed('timeout', reasonOf('role.timeout'))],
    [null, completed('error', reasonOf('role.budget'))],
    [null, completed('error', reasonOf('role.crashed'))],
    [null, completed('cancelled', reasonOf('role.cancelled'))]
  ])('is %s after a role that ended so', (light, end) => {
    expect(lightAfter(started(), end)).toBe(light)
  })

  it('comes from no answer of the desk, and from none that was given again', () => {
    expect(lightAfter(started({ analyst: 'desk', provider: null }), completed('ok'))).toBeNull()
    expect(lightAfter(started({ reused: true }), completed('ok'))).toBeNull()
  })

  it('is told when it changes, and not with each call', () => {
    const health = new ProviderHealth()
    let told = 0
    health.onChanged(() => (told += 1))
    for (const end of [completed('ok'), completed('ok'), completed('timeout')]) {
      health.observe(started())
      health.observe(published('role.delta', { role: 'bull', attempt: 1, text: 'a' }))
      health.observe(end)
    }
    expect(told).toBe(2)
  })

  it('of a provider that is another now is not that of its former calls', () => {
    const health = new ProviderHealth()
    health.note('one', { light: 'failing', reason: null })
    health.observe(started())
    health.forget('one')
    health.observe(completed('ok'))
    expect(health.of('one')).toBeNull()
  })
})
