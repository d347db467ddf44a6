import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { PriceSourceName, SymbolRequest } from '../../../../../preload/contract/live-prices'
import { useSettingsStore } from '../../settings/stores/settings-store'
import { isDay } from './subject-text'

const defaultYears = 10

/**
 * From where prices are fetched unless the user says so: ten years before the as-of date, or before
 * today, from the first day of that year on, so that it stays the same from one day to the next.
 */
export const defaultFrom = (asOf: string, now: Date): string => {
  const last = isDay(asOf) ? Number(asOf.slice(0, 4)) : now.getFullYear()
  const first = Math.min(last, now.getFullYear()) - defaultYears
  return `${String(first).padStart(4, '0')}-01-01`
}

export interface PriceRange {
  /** As typed; empty for the default. */
  from: Ref<string>
  /** As typed; empty for the latest. */
  to: Ref<string>
  source: Ref<PriceSourceName>
  /** The day that `from` stands for. */
  first: ComputedRef<string>
  hasTemplate: ComputedRef<boolean>
  fromValid: ComputedRef<boolean>
  toValid: ComputedRef<boolean>
  valid: ComputedRef<boolean>
  /** What is fetched, but for the symbol. */
  wish: ComputedRef<Omit<SymbolRequest, 'symbol'>>
}

/** Which daily prices of a symbol are fetched, and from whom. */
export const usePriceRange = (asOf: Ref<string>): PriceRange => {
  const settings = useSettingsStore()
  const from = ref('')
  const to = ref('')
  const chosen = ref<PriceSourceName>('yahoo')
  const hasTemplate = computed(() => settings.settings.priceTemplate !== '')
  const source = computed({
    // A template that was taken away is no source any more.
    get: () => (hasTemplate.value ? chosen.value : 'yahoo'),
    set: (next: PriceSourceName) => (chosen.value = next)
  })
  const fromValid = computed(() => from.value === '' || isDay(from.value))
  const first = computed(() =>
    from.value !== '' && fromValid.value ? from.value : defaultFrom(asOf.value, new Date())
  )
  const toValid = computed(() => to.value === '' || (isDay(to.value) && to.value > first.value))
  const valid = computed(() => fromValid.value && toValid.value)
  const wish = computed(() => ({
    source: source.value,
    from: first.value,
    to: to.value === '' ? null : to.value
  }))
  return { from, to, source, first, hasTemplate, fromValid, toValid, valid, wish }
}
