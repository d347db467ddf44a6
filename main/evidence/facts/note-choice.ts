import { isRead, type ReadNote } from '../notes/read-note'

/** Sentences that become facts: dated ones, the latest first to be kept, and undated ones. */
const datedLimit = 12
const instructionLimit = 4
export const undatedLimit = 4
/** The rules read so many dated sentences, the latest: a book of notes may not hold up the room. */
export const readLimit = 500

export interface NoteChoice {
  /** Dated sentences to quote, oldest first. */
  dated: ReadNote[]
  undated: ReadNote[]
  /** Those of `dated` in which a rule fired: what is counted for and against. */
  counted: ReadNote[]
  /** How many in which a rule fired had no room: older than every counted one. */
  left: number
}

const latest = <T>(items: readonly T[], most: number): T[] => (most <= 0 ? [] : items.slice(-most))

/**
 * Which sentences are quoted: the latest in which a rule fired, a few that are worded as
 * instructions, then the latest others while there is room. `dated` is sorted, oldest first; the
 * undated ones are quoted as they are.
 */
export const chooseNotes = (
  dated: readonly ReadNote[],
  undated: readonly ReadNote[]
): NoteChoice => {
  const fired = dated.filter(isRead)
  const counted = latest(fired, datedLimit)
  const orders = latest(
    dated.filter(({ instruction }) => instruction),
    instructionLimit
  )
  const others = latest(
    dated.filter((note) => !isRead(note) && !note.instruction),
    datedLimit - counted.length - orders.length
  )
  const chosen = new Set([...counted, ...orders, ...others])
  return {
    dated: dated.filter((note) => chosen.has(note)),
    undated: [...undated],
    counted,
    left: fired.length - counted.length
  }
}
