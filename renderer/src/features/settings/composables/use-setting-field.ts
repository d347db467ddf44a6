import { computed, onBeforeUnmount, ref, type ComputedRef, type WritableComputedRef } from 'vue'
import { useFieldDraftsStore } from '../stores/field-drafts-store'

export interface SettingFieldOptions<T> {
  id: () => string
  saved: () => T
  show: (value: T) => string
  /** Undefined for what cannot be kept. */
  read: (text: string) => T | undefined
  save: (value: T) => void
}

export interface SettingField {
  text: WritableComputedRef<string>
  wrong: ComputedRef<boolean>
  commit: () => void
}

/**
 * A field that is kept as soon as one is done with it: on Enter, on leaving it, or when it goes away.
 * What cannot be kept stays as it was typed, also until the settings are opened again.
 */
export const useSettingField = <T>(options: SettingFieldOptions<T>): SettingField => {
  const store = useFieldDraftsStore()
  const draft = (): string | undefined => store.drafts[options.id()]
  const refused = ref(draft() !== undefined)

  const text = computed({
    get: () => draft() ?? options.show(options.saved()),
    set: (next: string) => {
      refused.value = false
      store.put(options.id(), next)
    }
  })
  const commit = (): void => {
    const typed = draft()
    if (typed === undefined) return
    const value = options.read(typed)
    refused.value = value === undefined
    if (value === undefined) return
    store.drop(options.id())
    if (options.show(value) !== options.show(options.saved())) options.save(value)
  }
  onBeforeUnmount(commit)
  return { text, wrong: computed(() => refused.value && draft() !== undefined), commit }
}
