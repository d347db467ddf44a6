import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { seededRandom } from '../../main/kernel/random'
import { buildJournal, type JournalBuild } from '../support/journal-build'
import { CrashRounds } from '../support/journal-crash'
import { dataFolder, withStorage } from '../support/journal-folder'
import { everySession } from '../support/journal-keep'
import { killJournalProcesses } from '../support/journal-process'
import { checkLeaks } from '../support/leaks'

checkLeaks()

const seed = Number(process.env['SEED'] ?? 20261121)
const rounds = Number(process.env['ROUNDS'] ?? 500)
let build: JournalBuild
beforeAll(async () => {
  build = await buildJournal()
})
afterEach(() => killJournalProcesses())
afterAll(() => build.remove())

it(`keeps every fact that a client saw over ${rounds} kills at seeded points (seed ${seed})`, async () => {
  const crashes = new CrashRounds(build, seededRandom(seed))
  const wrong: string[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      const found = await crashes.killAndReopen()
      wrong.push(...found.map((each) => `round ${round}: ${each}`))
    }
  } finally {
    crashes.end()
  }
  const { lostTyping, shown } = crashes
  console.log(`${rounds} kills: ${shown} events shown, at most ${lostTyping} of typing lost`)
  expect(wrong).toEqual([])
})

it(`opens after ${rounds} kills with files cut or changed at seeded places (seed ${seed})`, async () => {
  const crashes = new CrashRounds(build, seededRandom(seed + 1))
  const wrong: string[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      const found = await crashes.killAndDamage()
      wrong.push(...found.map((each) => `round ${round}: ${each}`))
    }
  } finally {
    crashes.end()
  }
  console.log(`${rounds} damaged: ${crashes.salvaged} salvaged, ${crashes.late} when read`)
  expect(wrong).toEqual([])
})

it.each([0, 1, 8])(
  'reopens 100,000 events in 200 ms after a kill, with %i sessions unfinished',
  async (unfinished) => {
    const times: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const { folder, remove } = dataFolder()
      const arguments_ = [build.fillFile, folder, '100000', String(unfinished)]
      const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      child.kill('SIGKILL')
      await once(child, 'exit')
      const started = performance.now()
      await withStorage({ folder, workerFile: build.workerFile }, async ({ archive, notices }) => {
        times.push(performance.now() - started)
        expect(notices).toEqual([])
        const query = { ...everySession, end: 'failed' as const }
        expect(await archive.list(query)).toHaveLength(unfinished)
      })
      remove()
    }
    console.log(`reopened in ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    // The machine may be busy with something else now and then; the journal's own time is the least.
    expect(Math.min(...times)).toBeLessThanOrEqual(200)
  }
)
