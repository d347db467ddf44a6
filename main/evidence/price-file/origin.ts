import { priceSources, type PriceOrigin } from '../../../preload/contract/live-prices'
import { evidenceError, quoted } from '../evidence-error'
import { FieldReader, type RefuseField } from '../field-reader'
import { oneLine } from '../notes/full-width'

/** What the line with a price file's origin begins with; JSON of `PriceOrigin` follows. */
const originMark = '# war-room-prices '
const originForm = /^#\s*war-room-prices(?:\s+(.*))?$/
const adjustments = ['none', 'splits', 'splits-and-dividends', 'unknown'] as const
const originFields = [
  'source',
  'symbol',
  'name',
  'currency',
  'exchange',
  'timeZone',
  'adjustment',
  'fetchedAt',
  'partial'
]
/** May be absent. */
const laterField = 'askedOn'
const longestName = 200
/** Below more comments than this nobody looks for prices. */
const mostComments = 200

/** The first line of a file of fetched prices, without its line feed. */
export const originLine = (origin: PriceOrigin): string =>
  `${originMark}${JSON.stringify(origin, [...originFields, laterField])}`

const parsed = (json: string, refuse: RefuseField): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return refuse('JSON', json)
  }
}

const zoneOf = (reader: FieldReader, value: unknown, refuse: RefuseField): string => {
  const timeZone = reader.text(value, 'timeZone', longestName)
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone
  } catch {
    return refuse('timeZone', value)
  }
}

/** A name as its source writes it, on one line. */
const nameOf = (reader: FieldReader, value: unknown, path: string): string =>
  reader.text(typeof value === 'string' ? oneLine(value) : value, path, longestName)

const readOrigin = (json: string, refuse: RefuseField): PriceOrigin => {
  const reader = new FieldReader(refuse)
  const { [laterField]: askedOn, ...known } = reader.object(parsed(json, refuse), 'origin')
  const fields = reader.fields(known, 'origin', originFields)
  const orNull = <T>(field: string, read: (known: unknown) => T): T | null =>
    reader.orNull(fields[field], read)
  return {
    source: reader.choice(fields['source'], 'source', priceSources),
    symbol: nameOf(reader, fields['symbol'], 'symbol'),
    name: orNull('name', (known) => nameOf(reader, known, 'name')),
    currency: orNull('currency', (known) => reader.currency(known, 'currency')),
    exchange: orNull('exchange', (known) => nameOf(reader, known, 'exchange')),
    timeZone: orNull('timeZone', (known) => zoneOf(reader, known, refuse)),
    adjustment: reader.choice(fields['adjustment'], 'adjustment', adjustments),
    fetchedAt: reader.instant(fields['fetchedAt'], 'fetchedAt'),
    partial: orNull('partial', (known) => reader.date(known, 'partial')),
    ...(askedOn !== undefined && { askedOn: reader.date(askedOn, laterField) })
  }
}

export interface OpenedText {
  /** What stands below the comments. */
  text: string
  /** Lines of comments above it. */
  comments: number
  origin: PriceOrigin | null
}

/**
 * Takes the leading lines that begin with `#` off a text (line feeds only) and reads the one that
 * says where the prices come from.
 * @throws {AppError} `evidence.bad-origin`
 */
export const withoutComments = (source: string, file: string): OpenedText => {
  const opened: OpenedText = { text: source, comments: 0, origin: null }
  while (opened.text.startsWith('#') && opened.comments < mostComments) {
    const end = opened.text.indexOf('\n')
    const line = (end < 0 ? opened.text : opened.text.slice(0, end)).trimEnd()
    opened.text = end < 0 ? '' : opened.text.slice(end + 1)
    opened.comments += 1
    const row = opened.comments
    const refuse: RefuseField = (field, value) => {
      const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
      throw evidenceError('bad-origin', { file, row, field: quoted(field), value: quoted(text) })
    }
    const found = originForm.exec(line)
    if (found === null) continue
    if (opened.origin !== null) return refuse('origin', 'twice')
    opened.origin = readOrigin(found[1] ?? '', refuse)
  }
  return opened
}
