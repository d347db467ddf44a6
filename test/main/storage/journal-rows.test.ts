import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isDamage } from '../../../main/storage/journal-damage'
import { eachRow, rowsOf } from '../../../main/storage/journal-rows'
import { storageError } from '../../../main/storage/storage-error'
import { dataFolder } from '../../support/journal-folder'

let data: ReturnType<typeof dataFolder>
beforeEach(() => {
  data = dataFolder()
})
afterEach(() => data.remove())

const pageBytes = 4_096

/** A table of many pages, of which all but the first two are overwritten. */
const damaged = (): DatabaseSyncInstance => {
  const file = join(data.folder, 'damaged.sqlite')
  const whole = new DatabaseSync(file)
  whole.exec(`
    CREATE TABLE t (text);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO t SELECT printf('%0300d', i) FROM n`)
  whole.close()
  writeFileSync(file, readFileSync(file).fill(0xff, 3 * pageBytes))
  return new DatabaseSync(file)
}
type DatabaseSyncInstance = InstanceType<typeof DatabaseSync>

it.each([
  ['all at once', (database: DatabaseSyncInstance) => rowsOf(database.prepare('SELECT * FROM t'))],
  [
    'one after the other',
    (database: DatabaseSyncInstance) => [...eachRow(database.prepare('SELECT * FROM t'))]
  ]
])('tells damage that is met in rows read %s', (_, read) => {
  const database = damaged()
  const met = ((): unknown => {
    try {
      return read(database)
    } catch (error) {
      return error
    }
  })()
  expect(isDamage(met)).toBe(true)
  expect(storageError(met, { file: 'x' }).code).toBe('storage.corrupt')
})
