import type { ResourceKey } from 'i18next'
import type { Language } from '../../../preload/contract/words'
import enBoard from '../../../locales/en/board.json'
import enErrors from '../../../locales/en/errors.json'
import enStudy from '../../../locales/en/study.json'
import enOutcome from '../../../locales/en/outcome.json'
import enUi from '../../../locales/en/ui.json'
import cnBoard from '../../../locales/zh-CN/board.json'
import cnErrors from '../../../locales/zh-CN/errors.json'
import cnStudy from '../../../locales/zh-CN/study.json'
import cnOutcome from '../../../locales/zh-CN/outcome.json'
import cnUi from '../../../locales/zh-CN/ui.json'
import twBoard from '../../../locales/zh-TW/board.json'
import twErrors from '../../../locales/zh-TW/errors.json'
import twStudy from '../../../locales/zh-TW/study.json'
import twOutcome from '../../../locales/zh-TW/outcome.json'
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
const english = { ...enUi, board: enBoard, study: enStudy, outcome: enOutcome }

/** Every text of the window by its place there. */
export type TextKey = Leaves<typeof english>

export const textResources: Record<Language, { ui: ResourceKey; errors: ResourceKey }> = {
  en: { ui: english, errors: enErrors },
  'zh-TW': {
    ui: { ...twUi, board: twBoard, study: twStudy, outcome: twOutcome },
    errors: twErrors
  },
  'zh-CN': { ui: { ...cnUi, board: cnBoard, study: cnStudy, outcome: cnOutcome }, errors: cnErrors }
}
