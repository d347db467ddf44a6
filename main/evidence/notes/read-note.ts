import type { ShownNote } from '../notes'
import { looksLikeInstruction } from './instruction'
import { readSentence } from './rules/read-sentence'
import type { SentenceReading } from './rules/reading'

/** A shown sentence with what the rules make of it. */
export interface ReadNote extends ShownNote {
  reading: SentenceReading
  /** Worded as an order to its reader: quoted, and counted on neither side. */
  instruction: boolean
}

/** Reads a sentence by the rules; one worded as an instruction has no say, whatever it claims. */
export const readNote = (note: ShownNote): ReadNote => {
  const reading = readSentence(note.text)
  const instruction = looksLikeInstruction(note.text)
  if (!instruction) return { ...note, reading, instruction }
  return { ...note, instruction, reading: { ...reading, verdict: 'none', hits: [] } }
}

/** Whether a rule fired in it. */
export const isRead = ({ reading: { verdict } }: ReadNote): boolean =>
  verdict === 'for' || verdict === 'against' || verdict === 'mixed'
