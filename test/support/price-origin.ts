import type { PriceOrigin } from '../../preload/contract/live-prices'

/** Prices of a Taiwanese share, fetched in the afternoon of 2024-05-02 in Taipei. */
export const originFixture = (change: Partial<PriceOrigin> = {}): PriceOrigin => ({
  source: 'yahoo',
  symbol: '2330.TW',
  name: 'A Works Company',
  currency: 'TWD',
  exchange: 'TAI',
  timeZone: 'Asia/Taipei',
  adjustment: 'splits',
  fetchedAt: Date.UTC(2024, 4, 2, 7),
  partial: null,
  ...change
})
