import type { ProviderProfile } from '../../../../../preload/contract/providers'
import { readNumber } from '../../command-panel/composables/typed-number'
import {
  numberRanges,
  numbersOfDraft,
  type DraftField,
  type NumberOfDraft,
  type ProviderDraft
} from './provider-draft'

export type DraftProblem = 'missing' | 'address' | 'secret' | 'path' | 'number' | 'whole' | 'date'
export type DraftProblems = Partial<Record<DraftField, DraftProblem>>

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** The address holds nothing secret: that is what a key is for. */
const problemOfAddress = (text: string): DraftProblem | null => {
  if (!URL.canParse(text)) return 'address'
  const { protocol, username, password, search, hash } = new URL(text)
  if (!['http:', 'https:'].includes(protocol)) return 'address'
  return `${username}${password}${search}${hash}` === '' ? null : 'secret'
}

const addressProblem = ({ kind, baseUrl }: ProviderDraft): DraftProblem | null => {
  const text = baseUrl.trim()
  if (kind === 'llama') return text === '' ? 'path' : null
  return text === '' ? null : problemOfAddress(text)
}

/** The number in a field, null for none, undefined where it cannot be one. */
const numberIn = (
  draft: ProviderDraft,
  field: NumberOfDraft,
  locale: string
): number | null | undefined => {
  const { low, high, whole, optional } = numberRanges[field]
  const text = draft[field].trim()
  if (text === '') return optional ? null : undefined
  const value = readNumber(text, locale)
  if (value === null || value < low || value > high) return undefined
  return whole && !Number.isInteger(value) ? undefined : value
}

/** What keeps a draft from being a profile, by field; main looks at it again. */
export const problemsOf = (draft: ProviderDraft, locale: string): DraftProblems => {
  const problems: DraftProblems = {}
  if (draft.name.trim() === '') problems.name = 'missing'
  if (draft.kind !== 'llama' && draft.model.trim() === '') problems.model = 'missing'
  const address = addressProblem(draft)
  if (address !== null) problems.baseUrl = address
  for (const field of numbersOfDraft) {
    if (numberIn(draft, field, locale) !== undefined) continue
    problems[field] = numberRanges[field].whole ? 'whole' : 'number'
  }
  const day = draft.knownUntil.trim()
  if (day !== '' && !isDay(day)) problems.knownUntil = 'date'
  return problems
}

/** The profile that a draft without problems stands for. */
export const profileOf = (draft: ProviderDraft, locale: string): ProviderProfile => {
  const optional = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  const number = (field: NumberOfDraft): number | null => numberIn(draft, field, locale) ?? null
  return {
    ...{ id: draft.id, name: draft.name.trim(), kind: draft.kind, model: draft.model.trim() },
    baseUrl: optional(draft.baseUrl),
    inputPrice: number('inputPrice'),
    outputPrice: number('outputPrice'),
    contextTokens: number('contextTokens') ?? 0,
    maximumOutputTokens: number('maximumOutputTokens') ?? 0,
    maximumConcurrent: number('maximumConcurrent') ?? 1,
    knownUntil: optional(draft.knownUntil)
  }
}
