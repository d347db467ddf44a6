import type { ProviderStatus } from '../../../../../preload/contract/providers'
import { useText } from '../../../app/use-text'
import { numberRanges, type DraftField, type NumberOfDraft } from './provider-draft'
import type { DraftProblem } from './check-draft'
import { useFormats } from '../../../app/use-formats'

export interface ProviderWords {
  /** Where the key is; for one that may do without, that. */
  key: (status: ProviderStatus) => string
  problem: (field: DraftField, problem: DraftProblem) => string
}

const isNumber = (field: DraftField): field is NumberOfDraft => field in numberRanges

/** What the list and the form of a provider say. */
export const useProviderWords = (): ProviderWords => {
  const { t } = useText()
  const formats = useFormats()
  const key: ProviderWords['key'] = ({ key: place, needsKey, profile }) => {
    if (place !== 'none' || needsKey) return t(`providers.key.${place}`)
    // A server of one's own may ask for a key all the same.
    return t(profile.kind === 'llama' ? 'providers.key.notNeeded' : 'providers.key.optional')
  }
  const problem: ProviderWords['problem'] = (field, found) => {
    if (!isNumber(field)) return t(`providers.wrong.${found}`)
    const { low, high } = numberRanges[field]
    return t(`providers.wrong.${found}`, {
      low: formats.value.number(low),
      high: formats.value.number(high)
    })
  }
  return { key, problem }
}
