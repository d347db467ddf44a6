import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'
import type { RemoteProfile } from './remote-profile'
import { serverAddress } from './server-address'

/** What a model is told: who it is, and what it may know. */
export interface ModelPrompt {
  system: string
  user: string
}

/** A model as the SDK's providers make it. */
export type SdkModel = Extract<LanguageModel, { specificationVersion: 'v3' }>

const openAiHost = 'api.openai.com'

/** OpenAI's own newer models refuse the name that all other servers of its wire know. */
const withOpenAiLimit = ({ max_tokens, ...body }: Record<string, unknown>) =>
  max_tokens === undefined ? body : { ...body, max_completion_tokens: max_tokens }

const openAiOptions = (baseURL: string) =>
  new URL(baseURL).host === openAiHost ? { transformRequestBody: withOpenAiLimit } : {}

/**
 * The SDK's model for a profile. Key and address are given in or left out, never read from the
 * environment: a variable could send a key to another server.
 */
export const languageModel = (
  profile: RemoteProfile,
  { key, fetch }: { key: string | null; fetch: typeof globalThis.fetch }
): SdkModel => {
  const { kind, id, model } = profile
  const baseURL = serverAddress(profile)
  switch (kind) {
    case 'openai-compatible': {
      // Servers on the own machine want no key, and the SDK sends no header without one.
      const apiKey = key === null ? {} : { apiKey: key }
      const options = { name: id, baseURL, includeUsage: true, fetch, ...apiKey }
      return createOpenAICompatible({ ...options, ...openAiOptions(baseURL) })(model)
    }
    case 'anthropic':
      return createAnthropic({ baseURL, fetch, apiKey: key ?? '' })(model)
    case 'google':
      return createGoogleGenerativeAI({ baseURL, fetch, apiKey: key ?? '' })(model)
  }
}
