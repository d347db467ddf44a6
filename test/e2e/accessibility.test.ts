import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import { launchRoom, type Hooked, type RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import { SessionsPage } from '../support/e2e-sessions'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8'
)

interface Axe {
  run(options: RunOptions): Promise<AxeResults>
}

let app: RoomApp
afterEach(() => app.close())

/** Waits until nothing fades or slides any more; what turns for ever is left out. */
const atRest = async (room: RoomPage): Promise<void> => {
  await room.page.waitForFunction(() =>
    document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().iterations !== Infinity)
      .every((each) => each.playState !== 'running')
  )
}

/**
 * Runs axe with every rule it has on by default; what it found, as one line each. Of what passed it
 * names one place a rule: naming every place takes longer than looking at it.
 */
const violations = async (room: RoomPage): Promise<string[]> => {
  // What comes or goes meanwhile does so at once: half faded it has no contrast.
  await room.page.emulateMedia({ reducedMotion: 'reduce' })
  await atRest(room)
  await room.page.evaluate(axeSource)
  const results = await room.page.evaluate(async () =>
    (globalThis as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] })
  )
  expect(results.passes.length).toBeGreaterThan(10)
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`)
  )
}

const startNamed = async (room: RoomPage, name: string): Promise<string> =>
  room.page.evaluate(async (subjectName) => {
    const { invoke } = window.warRoom
    const origin = { from: 'bundled', id: 'SP500' } as const
    const prices = await invoke('evidence.import', { kind: 'prices', origin })
    if (!prices.ok) throw new Error(prices.error.code)
    const subject = { name: subjectName, sha256: prices.value.sha256 }
    const request = {
      subject,
      benchmark: null,
      notes: [],
      fundamentals: null,
      asOf: null,
      prompt: '',
      mandate: null,
      marketContext: ''
    }
    const choice = { mode: 'god' as const, roles: [], language: 'en' as const }
    const answer = await invoke('session.start', { ...request, ...choice })
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value.session
  }, name)

/** Runs sessions of two subjects: every other one to its end, the rest until the next one comes. */
const runMany = async (room: RoomPage, count: number): Promise<string[]> => {
  const started: string[] = []
  for (let at = 0; at < count; at += 1) {
    const name = at % 3 === 1 ? 'Harbour freight, container rates, daily closes' : 'S&P 500'
    const session = await startNamed(room, name)
    started.push(session)
    if (at % 2 === 1) continue
    await app.electron.evaluate(async (_electron, id) => {
      await (globalThis as Hooked).warRoomTest.registry.ended(id)
    }, session)
  }
  return started
}

describe('axe finds nothing', () => {
  it('in an empty, a running and a cancelled room, nor in its dialogs', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 300 } })
    const room = await app.firstPage()
    expect(await violations(room)).toEqual([])
    await room.start()
    await room.typing('quant', 200)
    expect(await violations(room)).toEqual([])
    await room.stopButton.click()
    await room.status('cancelled')
    expect(await violations(room)).toEqual([])
    await room.page.getByRole('button', { name: 'Settings' }).click()
    for (const section of ['Language and appearance', 'Data', 'Roles and limits', 'Providers']) {
      const link = room.page.getByTestId('settings-view').getByRole('button', { name: section })
      await link.click()
      await room.picture(`settings-${section}`)
      expect(await violations(room), section).toEqual([])
    }
  })

  it('in a finished room, dark and darker, in English and in Chinese', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 0 } })
    const room = await app.firstPage()
    await room.start()
    await room.status('completed')
    await room.summary.waitFor()
    expect(await violations(room)).toEqual([])
    await room.page.evaluate(() =>
      window.warRoom.invoke('settings.set', { theme: 'ultra-dark', language: 'zh-TW' })
    )
    await room.page.reload()
    await room.status('completed')
    await room.picture('finished-ultra-dark')
    expect(await violations(room)).toEqual([])
  })

  it('in a room whose session failed', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 0 } })
    const room = await app.firstPage()
    await app.electron.evaluate(() => {
      const { registry } = (globalThis as Hooked).warRoomTest
      const start = registry.start.bind(registry)
      registry.start = (plan, holder) => {
        const [intake] = plan.stages[0]?.lanes ?? []
        if (intake?.kind === 'job') {
          intake.job = { run: () => Promise.reject(new Error('the disk went away')) }
        }
        return start(plan, holder)
      }
    })
    await room.start()
    await room.status('failed')
    expect(await room.banner.textContent()).not.toBe('')
    await room.page.reload()
    await room.status('failed')
    expect(await room.banner.textContent()).not.toBe('')
    await room.picture('failed')
    expect(await violations(room)).toEqual([])
  })

  it('among kept sessions, their filters and one that is opened, in English and in Chinese', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 0 } })
    const room = await app.firstPage()
    const sessions = new SessionsPage(room)
    const ran = await runMany(room, 13)
    await sessions.show()
    await sessions.list(13)
    await sessions.rows.nth(2).getByRole('checkbox').click()
    await room.picture('sessions')
    expect(await violations(room)).toEqual([])
    await sessions.field('search').fill('nothing has this name')
    await sessions.view.getByTestId('sessions-none').waitFor()
    expect(await violations(room)).toEqual([])
    await sessions.view.getByTestId('sessions-clear').click()
    await sessions.list(13)
    await sessions.open(ran[0] ?? '')
    await room.summary.waitFor()
    await room.page.evaluate(() => window.warRoom.invoke('settings.set', { language: 'zh-TW' }))
    await room.page.locator('html[lang="zh-TW"]').waitFor()
    await room.picture('kept-session-zh-TW')
    expect(await violations(room)).toEqual([])
    await sessions.show()
    await sessions.list(13)
    await sessions.row(ran[9] ?? '').click()
    await room.picture('sessions-zh-TW')
    expect(await violations(room)).toEqual([])
  })
})
