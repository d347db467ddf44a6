const START = '<!-- calibration: written by npm run calibrate -->'
const END = '<!-- calibration: end -->'
const STANCES = ['strong-sell', 'sell', 'hold', 'buy', 'strong-buy', 'no-call']

/** Replaces what stands between the marks of a document; throws when it has none. */
export function withSection(document, section) {
  const start = document.indexOf(START)
  const end = document.indexOf(END)
  if (start < 0 || end < start) {
    throw new Error('The document has no marks for the calibration.')
  }
  return `${document.slice(0, start + START.length)}\n\n${section}\n\n${document.slice(end)}`
}

/** The results of some files as Markdown: a line on each file, its scores, its stances. */
export function calibrationSection(results) {
  return results.map(fileSection).join('\n\n')
}

function fileSection({ name, bars, from, to, steps, records, stances }) {
  const head = [
    'forecaster',
    'n',
    'Brier ± se',
    'coverage ± se of 80 % range',
    'interval score ± se'
  ]
  const rows = records.map((record) => [
    record.role,
    String(record.count),
    plusMinus(record.brier, record.brierError, 4),
    coverage(record),
    plusMinus(record.interval, record.intervalError, 3)
  ])
  const shares = STANCES.map((stance) => `${stance} ${percent((stances[stance] ?? 0) / steps)}`)
  return [
    `**${name}**, ${grouped(bars)} sessions, ${from} to ${to}, ${steps} rooms:`,
    table([head, ...rows]),
    `Stances: ${shares.join(', ')}.`
  ].join('\n\n')
}

function plusMinus(value, error, digits) {
  if (value === null) {
    return '–'
  }
  return error === null
    ? value.toFixed(digits)
    : `${value.toFixed(digits)} ± ${error.toFixed(digits)}`
}

/** A share with its binomial standard error, √(c · (1 − c) / n). */
function coverage({ coverage: share, ranges }) {
  if (share === null) {
    return '–'
  }
  const error = Math.sqrt((share * (1 - share)) / ranges)
  return `${Math.round(share * 100)} ± ${Math.round(error * 100)} % of ${ranges}`
}

function percent(share) {
  return `${Math.round(share * 100)} %`
}

function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A Markdown table as the formatter of the project writes it. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const line = (cells) => `| ${cells.join(' | ')} |`
  const padded = rows.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column]))))
  const rule = line(widths.map((width) => '-'.repeat(width)))
  return [padded[0], rule, ...padded.slice(1)].join('\n')
}
