import { afterEach, describe, expect, it } from 'vitest'
import { listModels } from '../../../../main/analysts/model/list-models'
import { systemClock } from '../../../../main/kernel/clock'
import { watchClientSockets } from '../../../support/client-sockets'
import { startJsonServer, type JsonAnswer, type JsonServer } from '../../../support/json-server'
import { keyHeaders, profileOn, wireKinds, type WireKind } from '../../../support/model-wires'

const key = 'canary-key'
let server: JsonServer

const serving = async (answer: (path: string, request: number) => JsonAnswer | null) => {
  server = await startJsonServer(answer)
}
afterEach(() => server.close())

const listed = (kind: WireKind, signal = new AbortController().signal): Promise<string[]> =>
  listModels(profileOn(server.url, kind), { key, clock: systemClock, signal })

const pages: Record<WireKind, unknown[]> = {
  'openai-compatible': [{ object: 'list', data: [{ id: 'b' }, { id: 'a' }, { id: 'b' }] }],
  anthropic: [
    { data: [{ id: 'b', type: 'model' }], has_more: true, last_id: 'b' },
    { data: [{ id: 'a' }, { id: 'b' }], has_more: false, last_id: 'a' }
  ],
  google: [
    {
      models: [
        { name: 'models/b', supportedGenerationMethods: ['generateContent', 'countTokens'] },
        { name: 'models/words', supportedGenerationMethods: ['embedContent'] }
      ],
      nextPageToken: 'second page'
    },
    { models: [{ name: 'models/a' }] }
  ]
}
const paths: Record<WireKind, string[]> = {
  'openai-compatible': ['/v1/models'],
  anthropic: ['/v1/models?limit=1000', '/v1/models?limit=1000&after_id=b'],
  google: ['/v1beta/models?pageSize=1000', '/v1beta/models?pageSize=1000&pageToken=second+page']
}

describe.each(wireKinds)('the models of a server of kind %s', (kind) => {
  it('are listed from all pages, each once, in its own order', async () => {
    await serving((_path, request) => ({ body: pages[kind][request - 1] }))
    expect(await listed(kind)).toEqual(['b', 'a'])
    expect(server.requests.map(({ path }) => path)).toEqual(paths[kind])
    const [name, value] = keyHeaders[kind]
    for (const { path, headers } of server.requests) {
      expect(headers[name]).toBe(value(key))
      expect(path).not.toContain(key)
    }
  })

  it.each([
    [{ status: 401, body: { error: { message: `bad ${key}` } } }, 'provider.bad-key', 'bad …'],
    [{ status: 404, body: 'no page', type: 'text/html' }, 'provider.bad-response', 'Not Found'],
    [{ status: 503, body: '' }, 'provider.overloaded', 'Service Unavailable'],
    [{ body: { error: { message: 'bad api key' } } }, 'provider.bad-key', 'bad api key'],
    [{ body: '<html>' }, 'provider.bad-response', 'it sent no list of models'],
    [{ body: [1, 2] }, 'provider.bad-response', 'it sent no list of models'],
    [{ body: 'null' }, 'provider.bad-response', 'it sent no list of models']
  ])('are a failure with its code where it sends %j', async (answer: JsonAnswer, code, detail) => {
    await serving(() => answer)
    await expect(listed(kind)).rejects.toMatchObject({ code, parameters: { detail } })
  })

  it('end with the signal, and leave no socket', async () => {
    await serving(() => null)
    const sockets = watchClientSockets()
    const controller = new AbortController()
    const listing = listed(kind, controller.signal)
    while (server.requests.length === 0) await new Promise(setImmediate)
    controller.abort(new Error('stop'))
    await expect(listing).rejects.toThrow('stop')
    expect(sockets.open).toBe(0)
    sockets.dispose()
  })
})

describe('a server that lists without end', () => {
  it('is left after some pages', async () => {
    await serving((_path, request) => ({
      body: { data: [{ id: `m${request}` }], has_more: true, last_id: 'm' }
    }))
    expect(await listed('anthropic')).toHaveLength(20)
  })
})

describe('a key', () => {
  const own = { key: null, clock: systemClock, signal: new AbortController().signal }

  it('is asked for before a request to a provider that wants one', async () => {
    await serving(() => null)
    const profile = { ...profileOn(server.url, 'anthropic'), baseUrl: null }
    await expect(listModels(profile, own)).rejects.toMatchObject({ code: 'provider.no-key' })
  })

  it("need not be set for a server of one's own, and is refused where no header carries it", async () => {
    await serving(() => ({ body: { data: [] } }))
    const profile = profileOn(server.url, 'openai-compatible')
    expect(await listModels(profile, own)).toEqual([])
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization')
    const bad = listModels(profile, { ...own, key: 'sk-\u2026\n' })
    await expect(bad).rejects.toMatchObject({ code: 'provider.bad-key' })
    expect(server.requests).toHaveLength(1)
  })
})
