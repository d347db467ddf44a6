import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openModels } from '../../../main/compose-models'
import type { OpenEngineOptions } from '../../../main/terminal/room-engine'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { profileOf } from '../../support/model-room'
import { FakeHost } from './fake-host'
import { fakeParts } from './fake-parts'

const near = profileOf('http://127.0.0.1:9/v1', { id: 'near' })

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-stored-'))
  file = join(folder, 'mine.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a command comes to, and with which models it would have opened the engine. */
const run = async (...options: string[]) => {
  const host = new FakeHost()
  const opened: OpenEngineOptions['model'][] = []
  const parts = fakeParts({
    openEngine: ({ model }) => {
      opened.push(model)
      return Promise.reject(new Error('far enough'))
    },
    openProviders: async (data) => {
      const { book } = await openModels({ settingsFile: join(data, 'settings.json') })
      return book
    }
  })
  const code = await runTerminal(['SP500', '--data', join(folder, 'kept'), ...options], host, parts)
  return { code, model: opened[0], opened: opened.length, complained: host.complained }
}
const kept = (): unknown =>
  JSON.parse(readFileSync(join(folder, 'kept', 'providers.json'), 'utf8')) as unknown

describe('a file of providers in the terminal', () => {
  it('is kept in the data folder, and answers for no role that is not named', async () => {
    writeFileSync(
      file,
      JSON.stringify({ version: 1, providers: [near], roles: { bull: ['near'] } })
    )
    const { opened, model } = await run('--import-providers', file)
    expect([opened, model]).toEqual([1, null])
    expect(kept()).toEqual({ version: 1, providers: [near], roles: { bull: ['near'] } })
    const next = await run('--role-provider', 'bear=near')
    expect(next.model).toMatchObject({ profiles: [near], roles: { bear: ['near', 'desk'] } })
  })

  it('with an error ends with 2 and one line that names file and field, and nothing runs', async () => {
    writeFileSync(file, JSON.stringify({ version: 1, providers: [{ ...near, model: 7 }] }))
    const { code, opened, complained } = await run('--import-providers', file)
    expect([code, opened]).toEqual([2, 0])
    expect(complained).toMatch(/^[^\n]*mine\.json: providers\[0\]\.model: [^\n]+\n$/)
    expect(kept).toThrow()
  })

  it('that is not there is told by its name', async () => {
    const { code, complained } = await run('--import-providers', file)
    expect(code).toBe(2)
    expect(complained).toContain('mine.json')
  })
})
