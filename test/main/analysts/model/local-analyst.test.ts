import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalThread } from '../../../../main/analysts/model/local/local-runtime'
import { ModelAnalyst } from '../../../../main/analysts/model/model-analyst'
import { listAnyModels, testAnyProvider } from '../../../../main/analysts/model/provider-calls'
import { ProviderQueue } from '../../../../main/analysts/model/provider-queue'
import { systemClock } from '../../../../main/kernel/clock'
import type { ProviderProfile } from '../../../../preload/contract/providers'
import { localThread, modelFiles, type ModelFiles } from '../../../support/local-runtime'
import { modelSession, profileOf, roleIn, runModel } from '../../../support/model-room'
import { writing } from '../../../support/plans'

let files: ModelFiles
let local: LocalThread
let profile: ProviderProfile

beforeAll(() => {
  files = modelFiles()
  local = localThread()
  const prices = { inputPrice: null, outputPrice: null }
  profile = { ...profileOf(files.write('noise.gguf'), prices), kind: 'llama', model: '' }
})
afterAll(async () => {
  await local.close()
  files.remove()
})

const analystOf = (change: Partial<ProviderProfile> = {}): ModelAnalyst =>
  new ModelAnalyst({
    ...{ profile: { ...profile, ...change }, key: () => null, local, clock: systemClock },
    promptOf: () => ({ system: 'You are terse.', user: 'Facts: F1.' }),
    queue: new ProviderQueue(1)
  })
const options = () => ({
  ...{ key: null, clock: systemClock, local },
  signal: new AbortController().signal
})

describe('a role answered by a local file', () => {
  it('shows what the model says, counts it exactly, costs nothing and states nothing', async () => {
    const role = roleIn(await runModel(analystOf()), 'model')
    expect(role).toMatchObject({ status: 'ok', stance: null, p: null, reason: null })
    expect(role.text.length).toBeGreaterThan(50)
    expect(role.usage).toMatchObject({ outputTokens: 100, costUsd: 0, estimated: false })
  })

  it('is stopped in its midst, keeps its text, and the room goes on', async () => {
    const session = modelSession(analystOf({ maximumOutputTokens: 5_000, contextTokens: 4_000 }))
    const listening = session.log.onPublished(({ type, data }) => {
      if (type === 'role.delta' && 'role' in data && data.role === 'model') {
        void session.cancelRole('model')
      }
    })
    const state = await session.run()
    listening.dispose()
    const role = roleIn(state, 'model')
    expect(role.status).toBe('cancelled')
    expect(role.text).not.toBe('')
    expect(role.usage).toMatchObject({ estimated: false, costUsd: 0 })
    expect(roleIn(state, 'after').status).toBe('ok')
  })

  it('is left to the next analyst where the file cannot be used', async () => {
    const role = roleIn(
      await runModel(analystOf({ baseUrl: '/nowhere/absent.gguf' }), { fallback: writing('desk') }),
      'model'
    )
    expect(role).toMatchObject({ status: 'ok', text: 'desk' })
  })

  it('is tried by one token, and its only model is the file', async () => {
    expect(await testAnyProvider(profile, options())).toMatchObject({ error: null })
    expect(await listAnyModels(profile, options())).toEqual(['noise.gguf'])
    const none = { ...options(), local: null }
    expect(await testAnyProvider(profile, none)).toMatchObject({
      ...{ light: 'failing', error: { code: 'provider.local-missing' } }
    })
  })
})
