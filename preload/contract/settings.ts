import type { Language } from './words'

export const themes = ['dark', 'ultra-dark'] as const
export type Theme = (typeof themes)[number]

/** What is remembered between runs. Limits are in milliseconds of an analyst's own time. */
export interface Settings {
  language: Language
  theme: Theme
  /** Characters a second in the app; 0 = at once. */
  paceCharactersPerSecond: number
  roleLimitsMs: Record<string, number>
}
