import { readFileSync } from 'node:fs'
import { factsOfBytes } from './series-facts'

/**
 * A program of its own, for tests that need another time zone or language than this process has:
 * prints the facts of the price file at argument 1, as of the date at argument 2, as JSON, with
 * what the process thinks of time and numbers in front.
 */
const [file = '', asOf = ''] = process.argv.slice(2)
const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions()
const facts = factsOfBytes(readFileSync(file), { asOf })
process.stdout.write(`${timeZone} ${locale}\n${JSON.stringify(facts)}`)
