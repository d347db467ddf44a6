import { errorCodes } from '../../preload/contract/errors'
import type { PricesPort } from '../../main/commands/symbol-routes'
import { AppError } from '../../main/kernel/errors'

const refuse = (): Promise<never> =>
  Promise.reject(
    new AppError(errorCodes.pricesNetwork, 'nothing can be reached', { retryable: true })
  )

/** Live prices of a machine without a network and without a cache. */
export const noPrices: PricesPort = {
  servesAny: () => true,
  daily: refuse,
  search: refuse,
  fundamentals: refuse,
  headlines: refuse
}
