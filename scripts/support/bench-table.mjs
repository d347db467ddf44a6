const HEADINGS = ['', 'metric', 'ours', 'baseline', 'ratio', 'aim', '']

/**
 * One line a row: metric, ours, baseline, ratio, aim, and whether the aim is met.
 * @param {BenchResult[]} rows
 * @typedef {{ id: string, metric: string, unit: string, ours: number, baseline: number | null,
 *   baselineName?: string, aim: number | null, more?: boolean, void?: string, note?: string }} BenchResult
 */
export function formatTable(rows) {
  const lines = [HEADINGS, ...rows.map(cellsOf)]
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column].length))
  )
  return lines
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column])).join('  '))
    .map((line) => line.trimEnd())
    .join('\n')
}

function cellsOf(row) {
  const { id, metric, unit, ours, baseline, aim, more = false } = row
  return [
    id,
    metric,
    amount(ours, unit),
    baseline === null ? '–' : `${amount(baseline, unit)}${named(row.baselineName)}`,
    baseline === null ? '–' : (ours / baseline).toPrecision(3),
    aim === null ? '–' : `${more ? '≥' : '≤'} ${amount(aim, unit)}`,
    [verdict(row), row.note].filter(Boolean).join('; ')
  ]
}

function verdict({ ours, aim, more = false, void: reason }) {
  if (reason) {
    return `void: ${reason}`
  }
  if (aim === null) {
    return ''
  }
  return (more ? ours >= aim : ours <= aim) ? 'met' : 'missed'
}

function amount(value, unit) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`.trim()
}

function named(name) {
  return name ? ` (${name})` : ''
}
