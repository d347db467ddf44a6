import { defineStore } from 'pinia'
import { ref } from 'vue'

export const settingsSections = ['providers', 'roles', 'data', 'looks'] as const
export type SettingsSection = (typeof settingsSections)[number]

/** Where the settings stand, and wishes to see them from elsewhere in the window. */
export const useSettingsViewStore = defineStore('settings-view', () => {
  const section = ref<SettingsSection>('providers')
  /** The profile whose form is open: an id, kept or about to be. */
  const provider = ref<string | null>(null)
  /** Counts the wishes. */
  const asked = ref(0)

  const ask = (next: SettingsSection, id: string | null = null): void => {
    section.value = next
    if (id !== null) provider.value = id
    asked.value += 1
  }
  return { section, provider, asked, ask }
})
