import { systemClock } from './kernel/clock'
import type { Log } from './kernel/log'
import { LivePrices } from './prices/live-prices'
import type { SettingsStore } from './storage/settings-store'

export interface PriceOptions {
  /** Tests send what goes to the source of prices elsewhere. */
  reroutePrices?: (address: URL) => URL
}

interface OpenOptions extends PriceOptions {
  dataFolder: string | null
  mainFolder: string
  log: Log
}

/** Live prices by the settings as they are when something is fetched. Nothing is opened before. */
export const openPrices = (
  { dataFolder, mainFolder, log, reroutePrices }: OpenOptions,
  settings: SettingsStore
): LivePrices =>
  new LivePrices({
    dataFolder,
    mainFolder,
    clock: systemClock,
    log,
    template: () => settings.get().priceTemplate,
    ...(reroutePrices && { reroute: reroutePrices })
  })
