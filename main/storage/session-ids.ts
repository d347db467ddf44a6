import { textOrNull, type Database } from './journal-database'

/** Each value of a table's first key column, in the given direction, until the file is damaged. */
const walk = (
  database: Database,
  { table, column, down }: { table: string; column: string; down: boolean }
): string[] => {
  const found: string[] = []
  try {
    const [beyond, order, start] = down ? ['<', 'DESC', '\u{10ffff}'] : ['>', 'ASC', '']
    const next = database.prepare(
      `SELECT ${column} AS id FROM ${table} WHERE ${column} ${beyond} ? ORDER BY ${column} ${order} LIMIT 1`
    )
    let at = textOrNull(next.get(start)?.['id'])
    while (at !== null) {
      found.push(at)
      at = textOrNull(next.get(at)?.['id'])
    }
  } catch {
    // What lies beyond is looked for from the other end.
  }
  return found
}

/** Every session that a damaged journal still names, by its list or by its events. */
export const sessionIds = (database: Database): string[] => {
  const places = [
    { table: 'sessions', column: 'id' },
    { table: 'events', column: 'session' }
  ]
  const found = places.flatMap((place) => [
    ...walk(database, { ...place, down: false }),
    ...walk(database, { ...place, down: true })
  ])
  return [...new Set(found)]
}
