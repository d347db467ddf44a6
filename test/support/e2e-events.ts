import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { eventKinds, isTerminal } from '../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../preload/contract/events'

/** What main recorded of a session; it outlives the process. */
export const recordedEvents = (file: string): AnyEnvelope[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as AnyEnvelope)
    : []

/** The one terminal fact, after which nothing came; seq without a gap. */
export const onlyTerminal = (events: readonly AnyEnvelope[]): AnyEnvelope => {
  const terminal = events.filter(({ type }) => isTerminal(type))
  expect(terminal, `terminal facts among ${events.length} events`).toHaveLength(1)
  const last = events.at(-1)
  expect(last?.type, 'nothing follows the terminal fact').toBe(terminal[0]?.type)
  const seqs = events.map(({ seq }) => seq)
  expect(seqs).toEqual(seqs.map((_seq, index) => (seqs[0] ?? 0) + index))
  return last as AnyEnvelope
}

/** A role's text as its deltas make it. */
export const textOf = (events: readonly AnyEnvelope[], role: string): string =>
  events.reduce((text, event) => {
    if (event.type !== 'role.delta' || event.data.role !== role) return text
    return eventKinds[event.type] === 'delta' && event.data.kind === 'answer'
      ? text + event.data.text
      : text
  }, '')
