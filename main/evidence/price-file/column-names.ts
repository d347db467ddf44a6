/** What a column of a price file can hold. */
export const fields = ['date', 'open', 'high', 'low', 'close', 'adjusted', 'volume'] as const
export type Field = (typeof fields)[number]

/** Names that settle a column by themselves, in the form that `plainName` gives them. */
const ownNames: Readonly<Record<Field, readonly string[]>> = {
  date: ['date', 'tradedate', 'tradingdate', '日期', '交易日', '交易日期'],
  open: ['open', 'openprice', 'openingprice', '開盤', '开盘', '開盤價', '开盘价', '開盤指數'],
  high: ['high', 'highprice', '最高', '最高價', '最高价', '最高指數'],
  low: ['low', 'lowprice', '最低', '最低價', '最低价', '最低指數'],
  close: [
    'close',
    'closeprice',
    'closingprice',
    'closelast',
    '收盤',
    '收盘',
    '收盤價',
    '收盘价',
    '收盤指數'
  ],
  adjusted: [
    'adjclose',
    'adjustedclose',
    'adjcloseprice',
    'adjustedcloseprice',
    'adjustedclosingprice',
    '還原收盤',
    '還原收盤價',
    '調整後收盤價',
    '调整后收盘价',
    '复权收盘价'
  ],
  volume: ['volume', 'vol', '成交量', '成交股數', '成交股数']
}

/** Names that count only where no column bears the field's own name. */
const secondNames: Readonly<Partial<Record<Field, readonly string[]>>> = {
  date: ['datetime', 'timestamp', 'time', '時間', '时间'],
  close: ['price', 'last', 'lastprice', '成交價', '成交价']
}

/** A header's name without case, spaces, footnote stars and punctuation. */
const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./*<>"'\ufeff]/g, '')

export interface NamedField {
  field: Field
  own: boolean
}

const lookUp = new Map<string, NamedField>([
  ...fields.flatMap((field) =>
    (secondNames[field] ?? []).map((name) => [name, { field, own: false }] as const)
  ),
  ...fields.flatMap((field) => ownNames[field].map((name) => [name, { field, own: true }] as const))
])

/** What a header cell names; null for a column that War Room does not read. */
export const namedField = (name: string): NamedField | null => lookUp.get(plainName(name)) ?? null
