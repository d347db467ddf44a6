import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelSetup } from '../../main/commands/model-choice'
import { followModels, openModels, type Models } from '../../main/compose-models'
import { SessionRegistry, type RegistryEvent } from '../../main/engine/session-registry'
import { systemClock } from '../../main/kernel/clock'
import { MemoryJournal } from '../../main/storage/memory-journal'
import { unlimited } from '../../preload/contract/settings'
import { memoryCipher } from '../support/memory-cipher'
import { profileOf, roleIn } from '../support/model-room'
import { startModelServer, type ModelFault, type ModelServer } from '../support/model-server'
import { planOf, writing } from '../support/plans'

const canary = 'sk-canary-90ad3c61f2'
const desk = writing('The desk.')
const one = profileOf('http://127.0.0.1:1/v1', { id: 'one', model: 'm1' })
const two = profileOf('http://127.0.0.1:2/v1', { id: 'two', model: 'm2' })

let folder: string
let server: ModelServer | null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-models-'))
  server = null
})
afterEach(async () => {
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

const namesOf = ({ choice }: Models, role: string): (string | null)[] =>
  choice.analystsOf(role, desk).map((analyst) => (analyst === desk ? 'desk' : analyst.provider))

describe('who answers for a role', () => {
  it('are those that the user listed, in that order, and nobody beside', async () => {
    const models = await openModels({ settingsFile: null })
    await models.book.save(one)
    await models.book.save(two)
    const roles = { bull: ['two', 'desk', 'one'], bear: ['one'], risk: ['desk'] }
    await models.book.assign(roles)
    const given = Object.fromEntries(
      Object.keys(roles).map((role) => [role, namesOf(models, role)])
    )
    expect(given).toEqual(roles)
    expect(namesOf(models, 'quant')).toEqual([])
    await models.book.remove('one')
    expect([namesOf(models, 'bull'), namesOf(models, 'bear')]).toEqual([['two', 'desk'], []])
  })

  it('is one analyst for all roles and sessions, so that its calls queue, until it is changed', async () => {
    const models = await openModels({ settingsFile: null })
    const analystOf = (role: string) => models.choice.analystsOf(role, desk)[0]
    await models.book.save(one)
    await models.book.preset({ kind: 'one', provider: 'one' })
    const first = analystOf('bull')
    expect([analystOf('bear'), analystOf('bull')]).toEqual([first, first])
    expect(analystOf('bear')).toBe(first)
    await models.book.save({ ...one, model: 'm9' })
    expect(analystOf('bull')).not.toBe(first)
    expect(analystOf('bull')?.model).toBe('m9')
  })

  it('is who a run brings, and what is set up stays as it was', async () => {
    const settingsFile = join(folder, 'settings.json')
    const kept = await openModels({ settingsFile })
    await kept.book.save(one)
    const before = readFileSync(join(folder, 'providers.json'), 'utf8')
    const model: ModelSetup = {
      ...{ profiles: [two], roles: { risk: ['desk'] }, others: 'two', budget: unlimited },
      key: () => canary
    }
    const models = await openModels({ settingsFile, model })
    expect([namesOf(models, 'risk'), namesOf(models, 'bull')]).toEqual([['desk'], ['two', 'desk']])
    expect([models.choice.named, models.choice.budget]).toEqual([['risk'], unlimited])
    expect([models.book.keyOf(two), models.book.keyOf(one)]).toEqual([canary, null])
    expect(readFileSync(join(folder, 'providers.json'), 'utf8')).toBe(before)
  })
})

/** A session of a role by the profile `one`, and the desk where it fails unseen. */
const run = async (fault: ModelFault) => {
  server = await startModelServer(() => fault)
  const cipher = { cipher: memoryCipher(), state: 'system' as const }
  const models = await openModels({ settingsFile: join(folder, 'settings.json'), cipher })
  const told: unknown[] = []
  const journal = new MemoryJournal()
  const registry = new SessionRegistry({ journal, clock: systemClock, maximumRunning: 1 })
  followModels(models.book, {
    sessions: registry.events,
    server: { broadcast: (frame) => void told.push(frame) }
  })
  await models.book.save({ ...one, baseUrl: server.baseUrl })
  await models.book.setKey('one', canary)
  await models.book.assign({ bull: ['one', 'desk'] })
  told.length = 0
  const [analyst = desk, fallback = desk] = models.choice.analystsOf('bull', desk)
  const events: RegistryEvent[] = []
  registry.events.on((news) => events.push(news))
  const named = { kind: 'role' as const, id: 'bull', label: 'Bull' }
  const analysts = [analyst, fallback] as const
  const lane = { ...named, analysts, limitMs: 15_000, firstTextLimitMs: null }
  const { session } = await registry.start(planOf({ one: [lane] }), 'window:1')
  const state = await registry.ended(session)
  const [status] = models.book.status().providers
  return { state, told, events, status }
}

describe('a session of a model that is set up', () => {
  it('is answered with its key, and makes its light without a word to pages for each piece', async () => {
    const chunks = Array.from({ length: 40 }, (_, at) => `Piece ${at}. `)
    const { state, told, status } = await run({ do: 'answer', chunks })
    expect(roleIn(state, 'bull')).toMatchObject({ status: 'ok', provider: 'one', model: 'm1' })
    expect(status).toMatchObject({ key: 'system', light: 'ready', reason: null })
    expect(told).toEqual([{ t: 'changed', what: 'providers' }])
  })

  it('that the provider refuses is the desk’s, its light says why, and no key is told (R19)', async () => {
    const message = `Incorrect API key provided: ${canary}`
    const { state, status, events, told } = await run({ do: 'status', status: 401, message })
    expect(roleIn(state, 'bull')).toMatchObject({ status: 'ok', text: 'The desk.' })
    expect(status).toMatchObject({ light: 'failing', reason: { code: 'provider.bad-key' } })
    const all = JSON.stringify([state, events, told, status])
    expect(all).toContain('Incorrect API key')
    expect(all).not.toContain(canary)
  })
})
