import { createInstance, type i18n } from 'i18next'
import english from '../../locales/en/shell.json'
import simplified from '../../locales/zh-CN/shell.json'
import traditional from '../../locales/zh-TW/shell.json'
import type { Language } from '../../preload/contract/words'

/** The text of a key of the shell's catalogue (`menu.file`), with its placeholders filled. */
export type Words = (key: string, values?: Record<string, string | number>) => string

const catalogue: i18n = createInstance()

// The resources are here already, so that this ends before it returns.
void catalogue.init({
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'shell',
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: {
    en: { shell: english },
    'zh-TW': { shell: traditional },
    'zh-CN': { shell: simplified }
  }
})

/** The shell's words in one language. */
export const shellWords = (language: Language): Words => {
  const translate = catalogue.getFixedT(language)
  return (key, values = {}) => translate(key, values)
}
