import type { ErrorShape } from '../../../preload/contract/errors'
import type {
  ProviderProfile,
  Providers,
  ProviderStatus,
  ProviderTrial,
  RoleAnalysts
} from '../../../preload/contract/providers'
import type { FakeBridge } from './fake-bridge'

export const profileFixture = (part: Partial<ProviderProfile> = {}): ProviderProfile => ({
  ...{ id: 'openai', name: 'OpenAI', kind: 'openai-compatible', model: 'gpt-4.1-mini' },
  baseUrl: 'https://api.openai.com/v1',
  ...{ inputPrice: 0.4, outputPrice: 1.6, contextTokens: 128_000, maximumOutputTokens: 4_000 },
  ...{ maximumConcurrent: 4, knownUntil: null },
  ...part
})

export const statusFixture = (
  profile: Partial<ProviderProfile> = {},
  part: Partial<ProviderStatus> = {}
): ProviderStatus => ({
  profile: profileFixture(profile),
  ...{ key: 'system', needsKey: true, light: 'ready', reason: null },
  ...part
})

export const claude = { id: 'claude', name: 'Claude', kind: 'anthropic', baseUrl: null } as const

/** What main keeps of models, as far as the page can tell. */
export class FakeProviders {
  state: Providers = { providers: [], roles: {}, keyStore: 'system', localRuntime: false }
  /** What a save or a key is answered with instead. */
  refusal: ErrorShape | null = null

  constructor(bridge: FakeBridge, providers: ProviderStatus[] = []) {
    this.state.providers = providers
    const all = (): Providers => structuredClone(this.state)
    bridge.on('provider.list', all)
    bridge.on('provider.save', ({ profile }) => {
      if (this.refusal !== null) return this.refusal
      const others = this.state.providers.filter((each) => each.profile.id !== profile.id)
      const before = this.state.providers.find((each) => each.profile.id === profile.id)
      const fresh: ProviderStatus = { ...statusFixture(), key: 'none', light: 'unset' }
      this.state.providers = [...others, { ...(before ?? fresh), profile }]
      return all()
    })
    bridge.on('provider.remove', ({ id }) => {
      this.state.providers = this.state.providers.filter(({ profile }) => profile.id !== id)
      return all()
    })
    bridge.on('provider.setKey', ({ id }) => this.refusal ?? this.withKey(id, 'system'))
    bridge.on('provider.forgetKey', ({ id }) => this.withKey(id, 'none'))
    bridge.on('provider.assign', ({ roles }) => {
      this.state.roles = roles
      return all()
    })
  }

  withKey(id: string, key: ProviderStatus['key']): Providers {
    this.state.providers = this.state.providers.map((each) =>
      each.profile.id === id ? { ...each, key, light: key === 'none' ? 'unset' : 'ready' } : each
    )
    return structuredClone(this.state)
  }

  /** What the next tests come to; the light says the same. */
  answerTests(bridge: FakeBridge, trial: ProviderTrial): void {
    bridge.on('provider.test', ({ id }) => {
      const { light, error: reason } = trial
      this.state.providers = this.state.providers.map((each) =>
        each.profile.id === id ? { ...each, light, reason } : each
      )
      return trial
    })
  }

  get roles(): RoleAnalysts {
    return this.state.roles
  }
}
