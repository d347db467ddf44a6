import { z } from 'zod'
import { sha256 } from '../kernel/hash'
import chartersText from './charters.json?raw'

const schema = z.strictObject({
  id: z.string(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  rules: z.array(z.string().min(1)).min(1),
  roles: z.record(z.string(), z.string().min(1))
})

/** What models are told to be, a role each, with the rules that hold for all. */
export interface Charters {
  readonly version: string
  readonly sha256: string
  readonly rules: readonly string[]
  readonly roles: Readonly<Record<string, string>>
}

/** The charters that come with the app, in English: each asks for the session's own language. */
export const loadCharters = (): Charters => ({
  ...schema.parse(JSON.parse(chartersText)),
  sha256: sha256(chartersText)
})
