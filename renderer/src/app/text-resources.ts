import type { ResourceKey } from 'i18next'
import type { Language } from '../../../preload/contract/words'
import enBoard from '../../../locales/en/board.json'
import enErrors from '../../../locales/en/errors.json'
import enModels from '../../../locales/en/models.json'
import enStudy from '../../../locales/en/study.json'
import enOutcome from '../../../locales/en/outcome.json'
import enProviders from '../../../locales/en/providers.json'
import enSettings from '../../../locales/en/settings.json'
import enUi from '../../../locales/en/ui.json'
import cnBoard from '../../../locales/zh-CN/board.json'
import cnErrors from '../../../locales/zh-CN/errors.json'
import cnModels from '../../../locales/zh-CN/models.json'
import cnStudy from '../../../locales/zh-CN/study.json'
import cnOutcome from '../../../locales/zh-CN/outcome.json'
import cnProviders from '../../../locales/zh-CN/providers.json'
import cnSettings from '../../../locales/zh-CN/settings.json'
import cnUi from '../../../locales/zh-CN/ui.json'
import twBoard from '../../../locales/zh-TW/board.json'
import twErrors from '../../../locales/zh-TW/errors.json'
import twModels from '../../../locales/zh-TW/models.json'
import twStudy from '../../../locales/zh-TW/study.json'
import twOutcome from '../../../locales/zh-TW/outcome.json'
import twProviders from '../../../locales/zh-TW/providers.json'
import twSettings from '../../../locales/zh-TW/settings.json'
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

/** The window's texts: `ui.json`, and a file of its own for each large view, under its name. */
const english = {
  ...enUi,
  board: enBoard,
  models: enModels,
  study: enStudy,
  outcome: enOutcome,
  settings: enSettings,
  providers: enProviders
}

/** Every text of the window by its place there. */
export type TextKey = Leaves<typeof english>

export const textResources: Record<Language, { ui: ResourceKey; errors: ResourceKey }> = {
  en: { ui: english, errors: enErrors },
  'zh-TW': {
    ui: {
      ...twUi,
      board: twBoard,
      models: twModels,
      study: twStudy,
      outcome: twOutcome,
      settings: twSettings,
      providers: twProviders
    },
    errors: twErrors
  },
  'zh-CN': {
    ui: {
      ...cnUi,
      board: cnBoard,
      models: cnModels,
      study: cnStudy,
      outcome: cnOutcome,
      settings: cnSettings,
      providers: cnProviders
    },
    errors: cnErrors
  }
}
