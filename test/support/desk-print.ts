import { readFileSync } from 'node:fs'
import { factsOf, roomTexts, runDesk } from './desk-room'

/** Run as a process of its own: prints the facts and texts that the named price file gives. */
const print = async (file: string, asOf: string): Promise<void> => {
  const prices = new Uint8Array(readFileSync(file))
  const facts = factsOf({ prices, asOf, notes: '2003-05-06 Orders rose by 4 %.' })
  const languages = ['en', 'zh-TW', 'zh-CN'] as const
  const rooms = await Promise.all(languages.map((language) => runDesk(facts, { language })))
  const said = rooms.map((room) => ({ texts: roomTexts(room), summary: room.summary }))
  process.stdout.write(JSON.stringify({ facts, said }))
}

void print(process.argv[2] ?? '', process.argv[3] ?? '')
