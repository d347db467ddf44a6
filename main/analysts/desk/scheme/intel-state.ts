import { intelStateOf, type IntelState } from '../../../evidence/record/intel-state'
import type { FactBook } from '../fact-book'

/** The state of this session's notes; null under five counted sentences. */
export const notesState = (book: FactBook): IntelState | null =>
  intelStateOf((metric) => book.number(metric))
