import { createInstance, type i18n } from 'i18next'
import englishErrors from '../../locales/en/errors.json'
import english from '../../locales/en/shell.json'
import simplifiedErrors from '../../locales/zh-CN/errors.json'
import simplified from '../../locales/zh-CN/shell.json'
import traditionalErrors from '../../locales/zh-TW/errors.json'
import traditional from '../../locales/zh-TW/shell.json'
import type { ErrorShape } from '../../preload/contract/errors'
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
    en: { shell: english, errors: englishErrors },
    'zh-TW': { shell: traditional, errors: traditionalErrors },
    'zh-CN': { shell: simplified, errors: simplifiedErrors }
  }
})

/** The shell's words in one language. */
export const shellWords = (language: Language): Words => {
  const translate = catalogue.getFixedT(language)
  return (key, values = {}) => translate(key, values)
}

/** What an error says to a person, in one language. */
export const shellErrorText = (
  language: Language,
  { code, message, parameters }: ErrorShape
): string => {
  const translate = catalogue.getFixedT(language, 'errors')
  return translate(code, { ...parameters, defaultValue: message })
}
