import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import { useProvidersStore } from '../stores/providers-store'

export interface ModelChoices {
  open: ComputedRef<boolean>
  shown: ComputedRef<string[]>
  /** Place among those shown; -1 for none. */
  active: Ref<number>
  state: Ref<'unasked' | 'loading' | 'some' | 'none'>
  /** Asks the server; gives what was wrong, or null. */
  show: () => Promise<ErrorShape | null>
  close: () => void
  move: (by: number) => void
  /** From now on what is typed narrows the list. */
  typed: () => void
}

/** The models that a provider's server offers, narrowed by what is typed. */
export const useModelChoices = (provider: () => string, text: () => string): ModelChoices => {
  const store = useProvidersStore()
  const names = shallowRef<string[]>([])
  const wanted = ref(false)
  const narrowed = ref(false)
  const active = ref(-1)
  const state = ref<'unasked' | 'loading' | 'some' | 'none'>('unasked')

  const shown = computed(() => {
    const part = text().trim().toLowerCase()
    if (!narrowed.value || part === '') return names.value
    return names.value.filter((name) => name.toLowerCase().includes(part))
  })
  const close = (): void => {
    wanted.value = false
    active.value = -1
  }
  const show = async (): Promise<ErrorShape | null> => {
    if (state.value === 'loading') return null
    wanted.value = true
    narrowed.value = false
    state.value = 'loading'
    const answer = await store.models(provider())
    names.value = Array.isArray(answer) ? answer : []
    state.value = names.value.length > 0 ? 'some' : 'none'
    active.value = names.value.indexOf(text().trim())
    return Array.isArray(answer) ? null : answer
  }
  const move = (by: number): void => {
    const count = shown.value.length
    if (count > 0) active.value = (Math.max(active.value, by > 0 ? -1 : 0) + by + count) % count
  }
  const typed = (): void => {
    narrowed.value = true
    active.value = -1
  }
  const open = computed(() => wanted.value && state.value === 'some' && shown.value.length > 0)
  return { open, shown, active, state, show, close, move, typed }
}
