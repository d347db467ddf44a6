import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { seededRandom } from '../../../main/kernel/random'
import { buildJournal, type JournalBuild } from '../../support/journal-build'
import { CrashRounds } from '../../support/journal-crash'
import { killJournalProcesses } from '../../support/journal-process'
import { checkLeaks } from '../../support/leaks'

checkLeaks()

const seed = Number(process.env['SEED'] ?? 20261121)
let build: JournalBuild
beforeAll(async () => {
  build = await buildJournal()
})
afterEach(() => killJournalProcesses())
afterAll(() => build.remove())

it(`loses no fact that anyone saw in 8 kills at seeded points (seed ${seed})`, async () => {
  const rounds = new CrashRounds(build, seededRandom(seed))
  try {
    for (let round = 0; round < 8; round += 1) expect(await rounds.killAndReopen()).toEqual([])
  } finally {
    rounds.end()
  }
})

it(`opens after 5 kills with the files cut or changed at seeded places (seed ${seed})`, async () => {
  const rounds = new CrashRounds(build, seededRandom(seed + 1))
  try {
    for (let round = 0; round < 5; round += 1) expect(await rounds.killAndDamage()).toEqual([])
  } finally {
    rounds.end()
  }
})
