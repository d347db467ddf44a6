import {
  maximumConcurrentCalls,
  maximumContextTokens,
  maximumOutputTokens,
  maximumPricePerMillion,
  minimumContextTokens,
  minimumOutputTokens
} from '../../../../../preload/contract/limits'
import type { ProviderPreset } from '../../../../../preload/contract/provider-presets'
import type { ProviderKind, ProviderProfile } from '../../../../../preload/contract/providers'

/** A profile as it is typed: text in every field. */
export interface ProviderDraft {
  id: string
  name: string
  kind: ProviderKind
  baseUrl: string
  model: string
  inputPrice: string
  outputPrice: string
  contextTokens: string
  maximumOutputTokens: string
  maximumConcurrent: string
  knownUntil: string
}
export type DraftField = Exclude<keyof ProviderDraft, 'id'>

/** Numbers of a profile: within what, and whether they may be left out. */
export const numberRanges = {
  inputPrice: { low: 0, high: maximumPricePerMillion, whole: false, optional: true },
  outputPrice: { low: 0, high: maximumPricePerMillion, whole: false, optional: true },
  contextTokens: {
    ...{ low: minimumContextTokens, high: maximumContextTokens, whole: true, optional: false }
  },
  maximumOutputTokens: {
    ...{ low: minimumOutputTokens, high: maximumOutputTokens, whole: true, optional: false }
  },
  maximumConcurrent: { low: 1, high: maximumConcurrentCalls, whole: true, optional: false }
} as const
export type NumberOfDraft = keyof typeof numberRanges
export const numbersOfDraft = Object.keys(numberRanges) as NumberOfDraft[]

const freshNumbers = { contextTokens: '32000', maximumOutputTokens: '4000' }
/** Each call to a file of this computer holds memory and a processor of its own. */
const callsAtATime = (kind: ProviderProfile['kind']): string => (kind === 'llama' ? '1' : '4')
const shown = (value: number | null): string => (value === null ? '' : String(value))

export const draftOf = (profile: ProviderProfile): ProviderDraft => ({
  ...{ id: profile.id, name: profile.name, kind: profile.kind, model: profile.model },
  baseUrl: profile.baseUrl ?? '',
  inputPrice: shown(profile.inputPrice),
  outputPrice: shown(profile.outputPrice),
  contextTokens: shown(profile.contextTokens),
  maximumOutputTokens: shown(profile.maximumOutputTokens),
  maximumConcurrent: shown(profile.maximumConcurrent),
  knownUntil: profile.knownUntil ?? ''
})

/** The first id after the preset's own that is not taken. */
const freeId = (wanted: string, taken: readonly string[]): string => {
  const used = new Set(taken.map((id) => id.toLowerCase()))
  let id = wanted
  for (let number = 2; used.has(id); number += 1) id = `${wanted}-${number}`
  return id
}

/** A new profile; the second one of a preset has a number in its name. */
export const draftOfPreset = (
  { id, name, kind, baseUrl }: ProviderPreset,
  taken: readonly string[]
): ProviderDraft => {
  const free = freeId(id, taken)
  const prices = { inputPrice: '', outputPrice: '' }
  return {
    ...{ id: free, name: `${name}${free.slice(id.length).replace('-', ' ')}`, kind, model: '' },
    ...{ ...freshNumbers, maximumConcurrent: callsAtATime(kind) },
    ...{ ...prices, baseUrl: baseUrl ?? '', knownUntil: '' }
  }
}
