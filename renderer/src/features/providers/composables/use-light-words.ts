import type { ProviderStatus } from '../../../../../preload/contract/providers'
import { useText } from '../../../app/use-text'

export interface LightWords {
  /** The state in one word or two. */
  state: (status: ProviderStatus) => string
  /** Why it is so; null where there is nothing to say. */
  reason: (status: ProviderStatus) => string | null
}

/** What a provider's light means. */
export const useLightWords = (): LightWords => {
  const { t, errorText } = useText()
  const reason: LightWords['reason'] = (status) => {
    if (status.reason !== null) return errorText(status.reason)
    return status.light === 'unset' ? t('providers.unsetReason') : null
  }
  return { state: ({ light }) => t(`providers.light.${light}`), reason }
}
