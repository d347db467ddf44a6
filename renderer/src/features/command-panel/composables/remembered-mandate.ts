import { positions } from '../../../../../preload/contract/mandate'
import { plainDraft, type MandateDraft } from './mandate-draft'

const storageKey = 'war-room.mandate'

const isDraft = (value: unknown): value is MandateDraft => {
  if (typeof value !== 'object' || value === null) return false
  const { position, equity, cost, risk, longOnly, lot, held } = value as MandateDraft
  return (
    (position === null || positions.includes(position)) &&
    [equity, cost, risk, lot].every((text) => typeof text === 'string') &&
    typeof longOnly === 'boolean' &&
    (held === null || typeof held === 'string')
  )
}

/** The fields as they were left, kept on this machine only; plain when nothing usable is there. */
export const rememberedDraft = (): MandateDraft => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return isDraft(stored) ? stored : { ...plainDraft }
  } catch {
    return { ...plainDraft }
  }
}

export const rememberDraft = (draft: MandateDraft): void => {
  try {
    localStorage.setItem(storageKey, JSON.stringify(draft))
  } catch {
    // A full or missing store only costs the convenience.
  }
}
