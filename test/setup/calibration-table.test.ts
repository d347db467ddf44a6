import { expect, it } from 'vitest'
import { calibrationSection, withSection } from '../../scripts/support/calibration-table.mjs'

const start = '<!-- calibration: written by npm run calibrate -->'
const end = '<!-- calibration: end -->'
const record = {
  role: 'room',
  ...{ count: 231, brier: 0.24921, brierError: 0.00187, ranges: 100, coverage: 0.8 },
  ...{ interval: 0.1537, intervalError: 0.0111 }
}
const none = {
  role: 'quant',
  ...{ count: 1, brier: 0.25, brierError: null, ranges: 0, coverage: null },
  ...{ interval: null, intervalError: null }
}
const result = {
  ...{ name: 'prices.csv', bars: 5_105, from: '2000-01-03', to: '2020-04-17', steps: 4 },
  records: [none, record],
  stances: { hold: 3, buy: 1 }
}

it('writes scores with their errors, and a dash for what there is none of', () => {
  const lines = calibrationSection([result]).split('\n')
  expect(lines[0]).toBe('**prices.csv**, 5,105 sessions, 2000-01-03 to 2020-04-17, 4 rooms:')
  const cells = lines
    .filter((line: string) => /^\| (quant|room)/.test(line))
    .map((line: string) => line.split('|').map((cell) => cell.trim()))
  expect(cells).toEqual([
    ['', 'quant', '1', '0.2500', '–', '–', ''],
    ['', 'room', '231', '0.2492 ± 0.0019', '80 ± 4 % of 100', '0.154 ± 0.011', '']
  ])
  expect(lines.at(-1)).toContain('hold 75 %, buy 25 %, strong-buy 0 %')
  const widths = lines
    .filter((line: string) => line.startsWith('|'))
    .map((line: string) => line.length)
  expect(new Set(widths).size).toBe(1)
})

it('replaces what stands between the marks, and nothing else, each time the same', () => {
  const page = `before\n\n${start}\n\nold\n\n${end}\n\nafter $& $1\n`
  const written = withSection(page, 'new $&')
  expect(written).toBe(`before\n\n${start}\n\nnew $&\n\n${end}\n\nafter $& $1\n`)
  expect(withSection(written, 'new $&')).toBe(written)
})

it('refuses a page without marks, or with them the wrong way round', () => {
  for (const page of ['nothing', `${end}\n${start}`, start]) {
    expect(() => withSection(page, 'x')).toThrow('marks')
  }
})
