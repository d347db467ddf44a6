import type { PriceSourceName } from '../../../../../preload/contract/live-prices'
import { useText } from '../../../app/use-text'
import { sourceNames } from './subject-text'

/** What the reader calls a source of prices. */
export const useSourceName = (): ((source: PriceSourceName) => string) => {
  const { t } = useText()
  return (source) => (source === 'yahoo' ? sourceNames.yahoo : t('live.template'))
}
