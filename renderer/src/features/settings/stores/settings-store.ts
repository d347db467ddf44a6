import { defineStore } from 'pinia'
import { computed, shallowRef, watchEffect } from 'vue'
import { defaultPaceCharactersPerSecond } from '../../../../../preload/contract/limits'
import type { Settings, Theme } from '../../../../../preload/contract/settings'
import { setLanguage } from '../../../app/use-text'
import { useAttempt } from '../../errors/stores/errors-store'

const untilRead: Settings = {
  language: 'en',
  theme: 'dark',
  paceCharactersPerSecond: defaultPaceCharactersPerSecond,
  roleLimitsMs: {}
}

/** What is remembered between runs; theme and language apply to the window at once. */
export const useSettingsStore = defineStore('settings', () => {
  const attempt = useAttempt()
  const settings = shallowRef<Settings>(untilRead)

  const load = async (): Promise<void> => {
    settings.value = (await attempt('settings.get', {})) ?? settings.value
  }

  const change = async (part: Partial<Settings>): Promise<void> => {
    const before = settings.value
    settings.value = { ...before, ...part }
    settings.value = (await attempt('settings.set', part)) ?? before
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
