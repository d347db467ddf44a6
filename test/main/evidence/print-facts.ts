import { readFileSync } from 'node:fs'
import { chartSeries } from '../../../main/evidence/chart'
import { readPrices } from '../../../main/evidence/price-file'
import { sheetOf } from './series'

/** Prints the facts and the chart of a price file (first argument) at a date (second argument). */
const [, , file = '', asOf = ''] = process.argv
const bytes = readFileSync(file)
const sheet = sheetOf(bytes.toString('utf8'), {
  asOf,
  notes: ['# 5 Jan 2008\nRates fell. 2030-01-01 is far.\n']
})
const chart = chartSeries(readPrices(bytes, 'prices.csv'), asOf)
process.stdout.write(JSON.stringify({ sheet, chart }))
