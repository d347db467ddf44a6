import type { EventMap } from '../../preload/contract/events'
import { usageParts } from './usage-text'
import type { Words } from './words'

/** The line under a role's text: how it ended, what it says, how long it took. */
export const roleLine = (
  words: Words,
  { status, stance, confidence, firstTokenMs, totalMs, usage, reason }: EventMap['role.completed']
): string => {
  const call = stance === null ? [] : [words.text(`stance.${stance}`)]
  const sure = confidence === null ? [] : [words.percent(confidence, 1)]
  const first =
    firstTokenMs === null ? [] : [words.text('firstToken', { time: words.duration(firstTokenMs) })]
  // An abstention is explained by its text, a stop needs no explanation.
  const told = status === 'abstained' || status === 'cancelled'
  const why = reason === null || told ? [] : [words.error(reason)]
  return [
    words.text(`roleStatus.${status}`),
    ...call,
    ...sure,
    ...first,
    words.text('total', { time: words.duration(totalMs) }),
    ...usageParts(words, usage),
    ...why
  ].join(words.text('separator'))
}
