import {
  maximumPaceCharactersPerSecond,
  maximumPromptCharacters
} from '../../preload/contract/limits'
import { UsageProblem } from './usage-problem'

/** @throws {UsageProblem} `bad-choice` */
export const choiceOf = <T extends string>(
  option: string,
  value: string,
  choices: readonly T[]
): T => {
  const found = choices.find((each) => each === value)
  if (found !== undefined) return found
  throw new UsageProblem('bad-choice', { option, value, choices: choices.join(', ') })
}

/** As `choiceOf`; null for an option that was not given. */
export const choiceOrNull = <T extends string>(
  option: string,
  value: string | null,
  choices: readonly T[]
): T | null => (value === null ? null : choiceOf(option, value, choices))

/** A day that exists, as an ISO date. @throws {UsageProblem} `bad-date` */
export const dateOf = (option: string, value: string): string => {
  const atMidnight = new Date(`${value}T00:00:00Z`)
  const written = Number.isNaN(atMidnight.getTime()) ? '' : atMidnight.toISOString().slice(0, 10)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && written === value) return value
  throw new UsageProblem('bad-date', { option, value })
}

/** As `dateOf`; null for an option that was not given. */
export const dateOrNull = (option: string, value: string | null): string | null =>
  value === null ? null : dateOf(option, value)

/** A whole number between both, themselves included. @throws {UsageProblem} `bad-number` */
export const wholeNumberOf = (
  option: string,
  value: string,
  { minimum, maximum }: { minimum: number; maximum: number }
): number => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1
  if (number >= minimum && number <= maximum) return number
  throw new UsageProblem('bad-number', { option, value, minimum, maximum })
}

/** US dollars. @throws {UsageProblem} `bad-money` */
export const moneyOf = (option: string, value: string): number => {
  const money = /^\d{1,9}(\.\d{1,9})?$/.test(value) ? Number(value) : -1
  if (money >= 0) return money
  throw new UsageProblem('bad-money', { option, value })
}

/** Characters a second. @throws {UsageProblem} `bad-number` */
export const paceOf = (value: string): number =>
  wholeNumberOf('--pace', value, { minimum: 0, maximum: maximumPaceCharactersPerSecond })

/** @throws {UsageProblem} `too-long` */
export const promptOf = (value: string): string => {
  if (value.length <= maximumPromptCharacters) return value
  throw new UsageProblem('too-long', { option: '--prompt', maximum: maximumPromptCharacters })
}
