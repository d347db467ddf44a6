import type { Formats } from '../../../app/formats'
import type { Translate } from '../../../app/use-text'

export interface StageDatum {
  key: string
  label: string
  value: string
}

/** A name that only the data knows, as words: `staleBars` reads "stale bars". */
const asWords = (key: string): string =>
  key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[._-]+/g, ' ')
    .toLowerCase()

const shown = (value: unknown, formats: Formats, t: Translate): string => {
  if (typeof value === 'number') return formats.number(value, 4)
  if (typeof value === 'boolean') return t(value ? 'stage.yes' : 'stage.no')
  // A date stays as the roles write it: in any language it has room in a small card.
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map((each) => shown(each, formats, t)).join(', ')
  return value === null || value === undefined ? '–' : JSON.stringify(value)
}

/** A stage's merged data for reading; keys without a label of their own are shown as words. */
export const stageData = (
  data: Readonly<Record<string, unknown>>,
  formats: Formats,
  text: { t: Translate; optionalText: (key: string) => string | null }
): StageDatum[] =>
  Object.entries(data).map(([key, value]) => ({
    key,
    label: text.optionalText(`stage.data.${key}`) ?? asWords(key),
    value: shown(value, formats, text.t)
  }))
