import { writeSync } from 'node:fs'
import { fillJournal } from './journal-large'

const [folder = '', events, unfinished] = process.argv.slice(2)
const written = fillJournal(folder, { events: Number(events), unfinished: Number(unfinished) })
writeSync(1, `${written}\n`)
setInterval(() => undefined, 60_000)
