import { z } from 'zod'
import {
  maximumConcurrentCalls,
  maximumContextTokens,
  maximumKeyCharacters,
  maximumOutputTokens,
  maximumPricePerMillion,
  minimumContextTokens,
  minimumOutputTokens
} from './limits'
import { deskAnalyst, providerKinds, type ProviderProfile, type RolePreset } from './providers'

const maximumNameCharacters = 80
const maximumAddressCharacters = 4_096
const maximumChoices = 8

export const providerId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/i)
  .refine((id) => !['desk', 'model'].includes(id), 'is taken by the program')

/** What goes into a header: one line, nothing around it. */
export const providerKey = z
  .string()
  .min(1)
  .max(maximumKeyCharacters)
  .regex(/^[\x21-\x7e]+$/)

const price = z.number().min(0).max(maximumPricePerMillion).nullable()

/** An address without anything secret in it. */
const isPlainAddress = (value: string): boolean => {
  const address = URL.canParse(value) ? new URL(value) : null
  if (address === null || !['http:', 'https:'].includes(address.protocol)) return false
  return `${address.username}${address.password}${address.search}${address.hash}` === ''
}

export const providerProfileSchema: z.ZodType<ProviderProfile> = z
  .strictObject({
    id: providerId,
    name: z.string().trim().min(1).max(maximumNameCharacters),
    kind: z.enum(providerKinds),
    baseUrl: z.string().min(1).max(maximumAddressCharacters).nullable(),
    model: z.string().trim().max(200),
    inputPrice: price,
    outputPrice: price,
    contextTokens: z.int().min(minimumContextTokens).max(maximumContextTokens),
    maximumOutputTokens: z.int().min(minimumOutputTokens).max(maximumOutputTokens),
    maximumConcurrent: z.int().min(1).max(maximumConcurrentCalls),
    knownUntil: z.iso.date().nullable()
  })
  .refine(({ kind, baseUrl }) => kind === 'llama' || baseUrl === null || isPlainAddress(baseUrl), {
    path: ['baseUrl'],
    message: 'has to be http or https, without user, password or query'
  })
  .refine(({ kind, baseUrl }) => kind !== 'llama' || baseUrl !== null, {
    path: ['baseUrl'],
    message: 'has to be the path of a GGUF file'
  })
  .refine(({ kind, model }) => kind === 'llama' || model !== '', {
    path: ['model'],
    message: 'has to be named'
  })

export const roleAnalystsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
  z
    .array(providerId.or(z.literal(deskAnalyst)))
    .min(1)
    .max(maximumChoices)
)

export const rolePreset: z.ZodType<RolePreset> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('desk') }),
  z.strictObject({ kind: z.literal('one'), provider: providerId }),
  z.strictObject({ kind: z.literal('founders') })
])
