import type { FactBook } from '../fact-book'

/** Which side more of the notes' counted sentences are on. */
export type IntelState = 'for' | 'against' | 'even'

/** Under so many counted sentences nothing is said of which side has more. */
export const leanNeeds = 5

/** The sign of the rules' counts on dated sentences; null under five of them. */
export const intelStateOf = (book: FactBook): IntelState | null => {
  const count = (side: string): number => book.number(`note.${side}`) ?? 0
  const [pro, contra] = [count('for'), count('against')]
  if (pro + contra + count('mixed') < leanNeeds) return null
  if (pro === contra) return 'even'
  return pro > contra ? 'for' : 'against'
}
