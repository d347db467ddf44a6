import { defineStore } from 'pinia'
import { computed, shallowRef, watchEffect } from 'vue'
import {
  defaultSettings,
  type Settings,
  type Theme
} from '../../../../../preload/contract/settings'
import { setLanguage } from '../../../app/use-text'
import { useAttempt } from '../../errors/stores/errors-store'

/** What is remembered between runs; theme and language apply to the window at once. */
export const useSettingsStore = defineStore('settings', () => {
  const attempt = useAttempt()
  const settings = shallowRef<Settings>(defaultSettings('en'))

  let changes = 0

  /** An answer that was asked for before a change of this window is older than the change. */
  const load = async (): Promise<void> => {
    const asked = changes
    const answer = await attempt('settings.get', {})
    if (answer !== null && asked === changes) settings.value = answer
  }

  const change = async (part: Partial<Settings>): Promise<void> => {
    const before = settings.value
    const mine = (changes += 1)
    settings.value = { ...before, ...part }
    const answer = await attempt('settings.set', part)
    if (mine === changes) settings.value = answer ?? before
  }

  const otherTheme = computed<Theme>(() =>
    settings.value.theme === 'dark' ? 'ultra-dark' : 'dark'
  )

  watchEffect(() => {
    setLanguage(settings.value.language)
    document.documentElement.dataset['theme'] = settings.value.theme
  })

  return { settings, otherTheme, load, change }
})
