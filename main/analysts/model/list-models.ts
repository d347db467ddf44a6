import { APICallError } from 'ai'
import { z } from 'zod'
import { CancelScope } from '../../kernel/abort'
import type { Clock } from '../../kernel/clock'
import { Upstream } from '../../kernel/upstream'
import type { RemoteProfile } from './remote-profile'
import { providerError } from './provider-error'
import { assertKey, serverAddress } from './server-address'

/** A list of some thousand models is a few megabytes. */
const longestCharacters = 8 * 1024 * 1024
const mostPages = 20
const modelsAPage = 1_000

interface Page {
  models: string[]
  /** Query of the page that follows; null after the last one. */
  next: Record<string, string> | null
}

interface Listing {
  headers: (key: string) => Record<string, string>
  first: Record<string, string>
  read: (body: unknown) => Page
}

const openAiPage = z.object({ data: z.array(z.object({ id: z.string() })) })
const anthropicPage = openAiPage.extend({
  has_more: z.boolean().default(false),
  last_id: z.string().nullable().default(null)
})
const googlePage = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        supportedGenerationMethods: z.array(z.string()).default(['generateContent'])
      })
    )
    .default([]),
  nextPageToken: z.string().default('')
})

const listings: Record<RemoteProfile['kind'], Listing> = {
  'openai-compatible': {
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    first: {},
    read: (body) => ({ models: openAiPage.parse(body).data.map(({ id }) => id), next: null })
  },
  anthropic: {
    headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    first: { limit: String(modelsAPage) },
    read: (body) => {
      const { data, has_more, last_id } = anthropicPage.parse(body)
      const next = has_more && last_id !== null ? { after_id: last_id } : null
      return { models: data.map(({ id }) => id), next }
    }
  },
  google: {
    headers: (key) => ({ 'x-goog-api-key': key }),
    first: { pageSize: String(modelsAPage) },
    read: (body) => {
      const { models, nextPageToken } = googlePage.parse(body)
      const answering = models.filter((each) =>
        each.supportedGenerationMethods.includes('generateContent')
      )
      const next = nextPageToken === '' ? null : { pageToken: nextPageToken }
      return { models: answering.map(({ name }) => name.replace(/^models\//, '')), next }
    }
  }
}

/** The words of an answer's error, as the wires of all three kinds write it. */
const errorBody = z.object({ error: z.object({ message: z.string() }) })

const textOf = async (response: Response): Promise<string> => {
  let text = ''
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) return text
    text += value
    if (text.length > longestCharacters) throw new Error('the list of models is far too long')
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

const refusal = (url: string, response: Response, text: string): APICallError =>
  new APICallError({
    message: errorBody.safeParse(parsed(text)).data?.error.message ?? response.statusText,
    url,
    requestBodyValues: {},
    statusCode: response.status,
    responseHeaders: Object.fromEntries(response.headers),
    responseBody: text
  })

const readPages = async (
  profile: RemoteProfile,
  { key, upstream, signal }: { key: string | null; upstream: Upstream; signal: AbortSignal }
): Promise<string[]> => {
  const { headers, first, read } = listings[profile.kind]
  const names: string[] = []
  let query: Record<string, string> | null = {}
  for (let page = 0; query !== null && page < mostPages; page += 1) {
    const url = new URL(`${serverAddress(profile)}/models`)
    for (const [name, value] of Object.entries({ ...first, ...query })) {
      url.searchParams.set(name, value)
    }
    const sent = { accept: 'application/json', ...(key === null ? {} : headers(key)) }
    const response = await upstream.fetch(url, { headers: sent, signal })
    const text = await textOf(response)
    if (!response.ok) throw refusal(url.href, response, text)
    const told = parsed(text)
    if (errorBody.safeParse(told).success) throw new Error(errorBody.parse(told).error.message)
    const { models, next } = read(told)
    names.push(...models)
    query = next
  }
  return names
}

export interface ListModelsOptions {
  key: string | null
  clock: Clock
  signal: AbortSignal
}

/**
 * The names of the models that a profile's server offers, in its own order, each once. Its sockets are
 * closed when this settles.
 * @throws {ProviderError} with a `provider.*` code; the signal's reason once that aborts
 */
export const listModels = async (
  profile: RemoteProfile,
  { key, clock, signal }: ListModelsOptions
): Promise<string[]> => {
  assertKey(profile, key)
  const scope = new CancelScope(signal)
  const upstream = new Upstream()
  try {
    scope.signal.throwIfAborted()
    return [...new Set(await readPages(profile, { key, upstream, signal: scope.signal }))]
  } catch (error) {
    signal.throwIfAborted()
    const told = error instanceof z.ZodError ? new Error('it sent no list of models') : error
    throw providerError(told, { provider: profile.name, key, wallMs: clock.wallMs() })
  } finally {
    scope.cancel('user')
    scope.dispose()
    await upstream.closed()
  }
}
