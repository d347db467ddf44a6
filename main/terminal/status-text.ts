import type { SessionState, StageState } from '../../preload/contract/session-state'
import { totalUsage, usageParts } from './usage-text'
import type { Words } from './words'

/** Roles that have ended, and how many the session has. */
export const countRoles = ({ roles }: SessionState): { done: number; total: number } => ({
  done: roles.filter(({ status }) => !['pending', 'running', 'skipped'].includes(status)).length,
  total: roles.length
})

/** `3 of 9 roles`. */
export const rolesText = (words: Words, state: SessionState): string =>
  words.text('rolesDone', countRoles(state))

const jobText = (words: Words, stage: StageState): string[] => {
  const busy = stage.lanes.some(
    ({ id, kind }) => kind === 'job' && (stage.laneProgress[id] ?? 0) < 1
  )
  if (!busy) return []
  const message = stage.message === '' ? [] : [stage.message]
  return [words.percent(stage.progress, 0), ...message]
}

/** The progress line: stage, what it does or who writes, roles that have ended, time. */
export const statusText = (words: Words, state: SessionState, elapsedMs: number): string => {
  const stage = state.stages.find(({ status }) => status === 'running')
  const writing = state.roles.filter(({ status }) => status === 'running').map(({ label }) => label)
  return [
    ...(stage === undefined ? [] : [stage.label, ...jobText(words, stage)]),
    ...(writing.length > 0 ? [words.list(writing)] : []),
    rolesText(words, state),
    ...usageParts(words, totalUsage(state)),
    words.text('seconds', { value: words.number(elapsedMs / 1_000, 1) })
  ].join(words.text('separator'))
}
