import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import { launchRoom, type Hooked, type RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8'
)

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

/** Runs axe with every rule it has on by default; what it found, as one line each. */
const violations = async (room: RoomPage): Promise<string[]> => {
  await atRest(room)
  await room.page.evaluate(axeSource)
  const results = await room.page.evaluate(async () =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()
  )
  expect(results.passes.length).toBeGreaterThan(10)
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`)
  )
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
    await room.page.getByRole('dialog').waitFor()
    await room.picture('settings')
    expect(await violations(room)).toEqual([])
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
})
