import { createInstance, type i18n } from 'i18next'
import { computed, shallowRef, type ComputedRef } from 'vue'
import type { ErrorShape } from '../../../preload/contract/errors'
import { languages, type Language } from '../../../preload/contract/words'
import { textResources, type TextKey } from './text-resources'

export type TextParameters = Record<string, string | number>
export type Translate = (key: TextKey, parameters?: TextParameters) => string

const createCatalogue = (): i18n => {
  const catalogue = createInstance()
  void catalogue.init({
    lng: 'en',
    fallbackLng: 'en',
    supportedLngs: [...languages],
    ns: ['ui', 'errors'],
    defaultNS: 'ui',
    resources: textResources,
    initAsync: false,
    returnNull: false,
    // Vue escapes what it shows.
    interpolation: { escapeValue: false }
  })
  return catalogue
}

const catalogue = createCatalogue()
const language = shallowRef<Language>('en')

/** Changes the words of the whole window. */
export const setLanguage = (next: Language): void => {
  void catalogue.changeLanguage(next)
  language.value = next
  document.documentElement.lang = next
}

const translate: Translate = (key, parameters) => {
  // Read so that whatever shows a text follows the language.
  void language.value
  return catalogue.t(key, { ...parameters })
}

/** The text of an error's code with its parameters; codes unknown to the catalogue read as internal. */
const errorText = (error: ErrorShape): string => {
  void language.value
  return catalogue.t([`errors:${error.code}`, 'errors:internal'], { ...error.parameters })
}

/** Text for a key that only data knows (a stage's data, a metric), or null when there is none. */
const optionalText = (key: string): string | null => {
  void language.value
  return catalogue.exists(key) ? catalogue.t(key) : null
}

export interface Text {
  t: Translate
  errorText: (error: ErrorShape) => string
  optionalText: (key: string) => string | null
  language: ComputedRef<Language>
}

/** The window's words in the reader's language; everything that uses them follows a change. */
export const useText = (): Text => ({
  t: translate,
  errorText,
  optionalText,
  language: computed(() => language.value)
})
