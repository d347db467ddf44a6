import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFileServer, type FileServer } from './support/file-server'
import {
  fakeStandIn,
  makeSandbox,
  sha256,
  standInFiles,
  type Clone,
  type Sandbox
} from './support/fake-runtime'
import { runScript, type ScriptEnd } from './support/run-script'

const script = resolve('test/setup/support/install-runtime.mjs')
const killPoints = 10
const seed = 20_240_917

const archive = fakeStandIn()
let server: FileServer

beforeAll(async () => {
  server = await startFileServer(archive)
})

afterAll(() => server.close())

const install = (clone: Clone, cacheFolder: string, killAt = 0): Promise<ScriptEnd> => {
  const options = { projectFolder: clone.folder, cacheFolder, url: server.url, killAt }
  return runScript(script, [JSON.stringify({ ...options, sha256: sha256(archive) })])
}

const listing = (clone: Clone): Record<string, string> => {
  const dist = join(clone.electronFolder, 'dist')
  const names = (readdirSync(dist, { recursive: true }) as string[]).filter(
    (name) => statSync(join(dist, name)).isFile() && !name.startsWith('.war-room')
  )
  return Object.fromEntries(
    names.sort().map((name) => [name, sha256(readFileSync(join(dist, name)))])
  )
}

/** Evenly over the whole run, each at a seeded place in its tenth. */
const pointsOf = (moments: number): number[] => {
  let state = seed
  return Array.from({ length: killPoints }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const share = (index + state / 2 ** 32) / killPoints
    return 1 + Math.floor(share * moments)
  })
}

/** Killed at that moment, or at the latest before it that this run has: its chunks vary. */
const killedInstall = async (
  killAt: number
): Promise<{ fresh: Sandbox; clone: Clone; killAt: number }> => {
  const fresh = makeSandbox()
  const clone = fresh.makeClone()
  const { signal } = await install(clone, fresh.cacheFolder, killAt)
  if (signal === 'SIGKILL') return { fresh, clone, killAt }
  fresh.dispose()
  expect(killAt, 'a moment at which it can be killed').toBeGreaterThan(1)
  return killedInstall(killAt - 1)
}

describe('a set-up that is killed', () => {
  it('is healed by the next run, whatever moment the kill chose', async () => {
    const sandbox = makeSandbox()
    const whole = sandbox.makeClone()
    const clean = await install(whole, sandbox.cacheFolder)
    expect(clean.stderr).not.toMatch(/Error/)
    const expected = listing(whole)
    expect(Object.keys(expected)).toEqual(standInFiles)
    sandbox.dispose()

    for (const point of pointsOf(Number(clean.stdout))) {
      const { fresh, clone, killAt } = await killedInstall(point)
      // Once more, killed soon after it took over what the first had left.
      await install(clone, fresh.cacheFolder, 2)
      const healed = await install(clone, fresh.cacheFolder)
      expect(healed.code, healed.stderr).toBe(0)
      expect(listing(clone), `moment ${killAt}`).toEqual(expected)
      expect(readFileSync(join(clone.electronFolder, 'path.txt'), 'utf8')).toBe('electron')
      expect(fresh.leftovers(), `moment ${killAt}`).toEqual([])
      fresh.dispose()
    }
  })
})
