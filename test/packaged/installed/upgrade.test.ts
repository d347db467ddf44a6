import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { makeDeb } from '../../../scripts/dist/deb.mjs'
import { projectFolder } from '../../support/e2e-app'
import { builtPackages } from '../support/built'
import { ensureInstalled, installedVersion, installPackage } from '../support/installation'
import { newlyTakenUp, runSession } from '../support/run-session'
import { keepPicture } from '../support/screen'
import { ShippedProgram } from '../support/shipped-program'

const { scratch } = inject('machine')
const newVersion = '99.0.0'

let old: ShippedProgram
let session: string
let before: string | null
beforeAll(async () => {
  await ensureInstalled()
  before = installedVersion()
  old = ShippedProgram.start(['SP500'])
  await old.started()
  const [window = ''] = await old.shows(1)
  // What an earlier test has left of the same case counts too.
  await newlyTakenUp(old, [])
  session = (await runSession(old, window)).session
})
afterAll(async () => {
  await old.end()
})

describe('a newer package', () => {
  it('is installed over the program while that runs', async () => {
    const outputFile = join(scratch, 'newer.deb')
    const unpackedFolder = builtPackages().unpacked
    makeDeb({ unpackedFolder, outputFile, version: newVersion, projectFolder, compression: 'none' })
    await installPackage(outputFile)
    expect(installedVersion()).toBe(newVersion)
    const newer = spawnSync('dpkg', ['--compare-versions', String(before), 'lt', newVersion])
    expect(newer.status).toBe(0)
  })

  it('leaves the running program as it was', async () => {
    const [window = ''] = await old.shows(1)
    const { state } = await runSession(old, window)
    expect(state.status).toBe('completed')
    old.windows.press(window, 'ctrl+q')
    expect(await old.ended).toEqual({ code: 0, signal: null })
  })

  it('keeps what was there, and starts on it', async () => {
    const kept = old.journal.events(session)
    const sessions = old.journal.sessions()
    expect(sessions).toContain(session)
    const newer = ShippedProgram.start()
    try {
      await newer.started()
      const [window = ''] = await newer.shows(1)
      newer.windows.press(window, 'ctrl+shift+h')
      await keepPicture('packaged-upgrade')
      expect(newer.journal.sessions().sort()).toEqual(sessions.sort())
      expect(newer.journal.events(session)).toEqual(kept)
    } finally {
      await newer.end()
    }
  })
})
