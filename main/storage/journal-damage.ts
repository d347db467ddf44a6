/** A journal that is not as it was written; it is moved aside and what is whole in it is kept. */
export class JournalDamage extends Error {}

/** SQLite's results that speak of the machine, not of the file's content. */
const ofTheMachine: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 9, 10, 13, 14, 15, 22, 23])
const shortRead = 522

/**
 * Whether an error met while opening a journal means that its content is damaged. A changed byte
 * can make SQLite miss a table as well as find the file malformed; a full disk or a refused access
 * is no damage.
 */
export const isDamage = (error: unknown): boolean => {
  if (error instanceof JournalDamage) return true
  const { errcode } = (error ?? {}) as { errcode?: unknown }
  if (typeof errcode !== 'number') return false
  return errcode === shortRead || !ofTheMachine.has(errcode & 0xff)
}
