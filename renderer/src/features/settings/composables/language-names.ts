import type { Language } from '../../../../../preload/contract/words'

/** Each language names itself, whatever the window's language is. */
export const languageNames: Readonly<Record<Language, { short: string; full: string }>> = {
  en: { short: 'English', full: 'English' },
  'zh-TW': { short: '繁中', full: '繁體中文' },
  'zh-CN': { short: '简中', full: '简体中文' }
}
