import { maximumFundamentalsBytes } from '../../../preload/contract/limits'
import { evidenceError, quoted } from '../evidence-error'
import { FieldReader, type RefuseField } from '../field-reader'
import { decodeUnicode } from '../price-file/text-encoding'
import {
  periodKinds,
  ratioFields,
  statementFields,
  type Figures,
  type Fundamentals,
  type FundamentalsPeriod,
  type StatementName
} from './fundamentals-shape'

const fileFields = ['version', 'source', 'symbol', 'currency', 'fetchedAt', 'ratios', 'periods']
const periodFields = ['end', 'kind', 'income', 'balance', 'cashFlow']
const mostPeriods = 400
const longestName = 60

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const figures = <Field extends string>(
  reader: FieldReader,
  { value, path, names }: { value: unknown; path: string; names: readonly Field[] }
): Figures<Field> => {
  const fields = reader.fields(value, path, names)
  const read = (name: Field): number | null =>
    reader.orNull(fields[name], (known) => reader.number(known, `${path}.${name}`))
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Figures<Field>
}

const ratiosOf = (reader: FieldReader, value: unknown): Fundamentals['ratios'] => {
  const names = ['asOf', ...ratioFields]
  const { asOf, ...rest } = reader.fields(value, 'ratios', names)
  const date = reader.date(asOf, 'ratios.asOf')
  return { asOf: date, ...figures(reader, { value: rest, path: 'ratios', names: ratioFields }) }
}

const periodOf = (reader: FieldReader, value: unknown, path: string): FundamentalsPeriod => {
  const fields = reader.fields(value, path, periodFields)
  const statement = <Name extends StatementName>(
    name: Name
  ): Figures<(typeof statementFields)[Name][number]> =>
    figures<(typeof statementFields)[Name][number]>(reader, {
      value: fields[name],
      path: `${path}.${name}`,
      names: statementFields[name]
    })
  return {
    end: reader.date(fields['end'], `${path}.end`),
    kind: reader.choice(fields['kind'], `${path}.kind`, periodKinds),
    income: statement('income'),
    balance: statement('balance'),
    cashFlow: statement('cashFlow')
  }
}

/** Two periods of one kind and one end leave open which of them is meant. */
const refuseTwice = (periods: readonly FundamentalsPeriod[], refuse: RefuseField): void => {
  const seen = new Set<string>()
  periods.forEach(({ end, kind }, at) => {
    const key = `${kind} ${end}`
    if (seen.has(key)) refuse(`periods.${at}.end`, end)
    seen.add(key)
  })
}

const readJson = (bytes: Uint8Array, file: string, refuse: RefuseField): unknown => {
  const text = decodeUnicode(bytes, file)
  if (text.trim() === '') throw evidenceError('empty', { file })
  try {
    return JSON.parse(text)
  } catch {
    return refuse('JSON', text)
  }
}

/**
 * Reads a fundamentals file. Every field must be there, figures may be null, none may be unknown.
 * @throws {AppError} `evidence.too-large`, `not-text`, `empty`, `bad-field` (names file and field)
 */
export const readFundamentals = (bytes: Uint8Array, file: string): Fundamentals => {
  if (bytes.byteLength > maximumFundamentalsBytes) {
    const limit = maximumFundamentalsBytes
    throw evidenceError('too-large', { file, bytes: bytes.byteLength, limit })
  }
  const refuse: RefuseField = (field, value) => {
    throw evidenceError('bad-field', { file, field: quoted(field), value: quoted(shown(value)) })
  }
  const reader = new FieldReader(refuse)
  const json = readJson(bytes, file, refuse)
  const fields = reader.fields(json, '', fileFields)
  if (fields['version'] !== 1) return refuse('version', fields['version'])
  const periods = reader
    .list(fields['periods'], 'periods', mostPeriods)
    .map((each, at) => periodOf(reader, each, `periods.${at}`))
  refuseTwice(periods, refuse)
  return {
    version: 1,
    source: reader.text(fields['source'], 'source', longestName),
    symbol: reader.text(fields['symbol'], 'symbol', longestName),
    currency: reader.orNull(fields['currency'], (known) => reader.currency(known, 'currency')),
    fetchedAt: reader.instant(fields['fetchedAt'], 'fetchedAt'),
    ratios: reader.orNull(fields['ratios'], (known) => ratiosOf(reader, known)),
    periods
  }
}

/**
 * The file's bytes; what they hold is read again, so that nothing is kept which could not be used.
 * @throws {AppError} `evidence.bad-field`
 */
export const writeFundamentals = (fundamentals: Fundamentals, file: string): Uint8Array => {
  const bytes = new TextEncoder().encode(`${JSON.stringify(fundamentals, null, 1)}\n`)
  readFundamentals(bytes, file)
  return bytes
}
