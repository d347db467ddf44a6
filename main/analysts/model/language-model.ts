import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'
import type { ProviderProfile } from '../../../preload/contract/providers'

/** Kinds that are reached over HTTP. */
export type RemoteProfile = ProviderProfile & { kind: Exclude<ProviderProfile['kind'], 'llama'> }

const openAi = 'https://api.openai.com/v1'
/** Servers on the own machine want no key, and the SDK sends no header without one. */
const addressOf = ({ baseUrl }: RemoteProfile): { baseURL?: string } =>
  baseUrl === null ? {} : { baseURL: baseUrl }

/** The SDK's model for a profile. A key is given in or left out: never read from the environment. */
export const languageModel = (
  profile: RemoteProfile,
  { key, fetch }: { key: string | null; fetch: typeof globalThis.fetch }
): LanguageModel => {
  const { kind, id, model } = profile
  const address = addressOf(profile)
  switch (kind) {
    case 'openai-compatible': {
      const apiKey = key === null ? {} : { apiKey: key }
      const options = {
        name: id,
        baseURL: openAi,
        includeUsage: true,
        fetch,
        ...address,
        ...apiKey
      }
      return createOpenAICompatible(options)(model)
    }
    case 'anthropic':
      return createAnthropic({ ...address, fetch, apiKey: key ?? '' })(model)
    case 'google':
      return createGoogleGenerativeAI({ ...address, fetch, apiKey: key ?? '' })(model)
  }
}
