import type { Language } from '../../preload/contract/words'

/** The language to start with on a system of this locale, such as `zh-Hant-TW` or `en_GB`. */
export const languageOfLocale = (locale: string): Language => {
  const parts = locale.toLowerCase().split(/[-_]/)
  if (parts[0] !== 'zh') return 'en'
  const traditional = ['hant', 'tw', 'hk', 'mo'].some((part) => parts.includes(part))
  return traditional ? 'zh-TW' : 'zh-CN'
}
