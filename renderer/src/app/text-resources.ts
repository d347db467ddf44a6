import type { ResourceKey } from 'i18next'
import type { Language } from '../../../preload/contract/words'
import enErrors from '../../../locales/en/errors.json'
import enUi from '../../../locales/en/ui.json'
import cnErrors from '../../../locales/zh-CN/errors.json'
import cnUi from '../../../locales/zh-CN/ui.json'
import twErrors from '../../../locales/zh-TW/errors.json'
import twUi from '../../../locales/zh-TW/ui.json'

/** A text with forms for one and for many is asked for by what they share. */
type Shared<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other`
  ? Stem
  : Key

type Leaves<T, Path extends string = ''> = {
  [Key in keyof T & string]: T[Key] extends string
    ? `${Path}${Shared<Key>}`
    : Leaves<T[Key], `${Path}${Key}.`>
}[keyof T & string]

/** Every text of the window by its place in `locales/en/ui.json`. */
export type TextKey = Leaves<typeof enUi>

export const textResources: Record<Language, { ui: ResourceKey; errors: ResourceKey }> = {
  en: { ui: enUi, errors: enErrors },
  'zh-TW': { ui: twUi, errors: twErrors },
  'zh-CN': { ui: cnUi, errors: cnErrors }
}
