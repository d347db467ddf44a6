import type { EvidenceOrigin } from '../../../../../preload/contract/routes'

export const bundledCase = 'SP500'

/** What a typed subject means: the bundled case in any case of letters, or a path. */
export const originOf = (typed: string): EvidenceOrigin => {
  const bare = typed.trim().replace(/^(["'])(.*)\1$/, '$2')
  return bare.toUpperCase() === bundledCase
    ? { from: 'bundled', id: bundledCase }
    : { from: 'path', path: bare }
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/

/** Whether a text is a day of the calendar as YYYY-MM-DD. */
export const isDay = (text: string): boolean => {
  if (!isoDate.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
