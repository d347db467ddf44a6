import catalogue from '../../locales/en/errors.json'
import { AppError } from '../kernel/errors'

type EvidenceReason = keyof typeof catalogue.evidence

/** Where something stands in a file. `row` is the file's line, the first line being 1. */
export interface Cell {
  file: string
  row: number
  column: string
  value: string
}

const longestQuote = 60

/** A cell's text as an error quotes it: one line, cut when it is long. */
export const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line
}

/**
 * A refusal of evidence. Its English message is the catalogue's own sentence with the parameters
 * filled in, so that a log and a window say the same.
 */
export const evidenceError = (
  reason: EvidenceReason,
  parameters: Record<string, string | number>,
  cause?: unknown
): AppError => {
  const message = catalogue.evidence[reason].replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    String(parameters[name] ?? whole)
  )
  return new AppError(`evidence.${reason}`, message, { parameters, cause })
}

export const cellError = (reason: EvidenceReason, cell: Cell): AppError =>
  evidenceError(reason, { ...cell, value: quoted(cell.value) })
