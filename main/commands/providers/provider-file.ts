import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { errorCodes } from '../../../preload/contract/errors'
import { deskAnalyst } from '../../../preload/contract/providers'
import {
  providerProfileSchema,
  roleAnalystsSchema
} from '../../../preload/contract/providers.schema'
import { AppError } from '../../kernel/errors'
import { usualFileMode } from '../../kernel/private-files'
import { writeWholeFile } from '../../kernel/whole-file'
import type { ProviderList } from '../../storage/provider-store'
import { storageError } from '../../storage/storage-error'
import { absolutePath } from '../evidence-file'

/** Far more than the profiles that can be kept. */
const maximumBytes = 1024 * 1024

const fileSchema = z.strictObject({
  version: z.literal(1),
  providers: z.array(providerProfileSchema),
  roles: roleAnalystsSchema.default({})
})

interface Fault {
  field: string
  problem: string
}

const invalid = (file: string, { field, problem }: Fault): AppError =>
  new AppError(errorCodes.providerImportInvalid, `${file}: ${field}: ${problem}`, {
    parameters: { file, field, problem }
  })

const wholeFile = '(file)'

const readText = async (path: string, file: string): Promise<string> => {
  try {
    const { size } = await stat(path)
    if (size > maximumBytes) {
      throw invalid(file, { field: wholeFile, problem: `is over ${maximumBytes} bytes` })
    }
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    throw invalid(file, { field: wholeFile, problem: `cannot be read (${code})` })
  }
}

const parsed = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    // The parser's own words quote the text, which may hold what nobody should see.
    throw invalid(file, { field: wholeFile, problem: 'is not JSON' })
  }
}

/** What no shape can say: each id once, and roles that name what is there. */
const faultOf = ({ providers, roles }: ProviderList, known: Known): Fault | null => {
  const ids = providers.map(({ id }) => id)
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index)
  if (twice >= 0) return { field: `providers[${twice}].id`, problem: 'is there twice' }
  const named = new Set([deskAnalyst, ...known.providers, ...ids])
  for (const [role, analysts] of Object.entries(roles)) {
    if (!known.roles.includes(role)) return { field: `roles.${role}`, problem: 'is no role' }
    const lost = analysts.findIndex((id) => !named.has(id))
    if (lost >= 0) return { field: `roles.${role}[${lost}]`, problem: 'is no provider' }
  }
  return null
}

const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`
    return field === '' ? String(part) : `${field}.${String(part)}`
  }, '') || wholeFile

/** What a file's roles may name. */
export interface Known {
  roles: readonly string[]
  /** Ids of profiles that are there already. */
  providers: readonly string[]
}

export interface ProviderImport extends ProviderList {
  /** The file's own name. */
  file: string
}

/**
 * Reads profiles and roles from a file; its path stays here.
 * @throws {AppError} `provider.import-invalid` with the file, its first wrong field and what is wrong
 */
export const readProviderFile = async (path: string, known: Known): Promise<ProviderImport> => {
  const absolute = absolutePath(path)
  const file = basename(absolute)
  const checked = fileSchema.safeParse(parsed(await readText(absolute, file), file))
  if (!checked.success) {
    const issue = checked.error.issues[0]
    const problem = issue?.message ?? 'is not valid'
    throw invalid(file, { field: fieldOf(issue?.path ?? []), problem })
  }
  const { providers, roles } = checked.data
  const fault = faultOf({ providers, roles }, known)
  if (fault !== null) throw invalid(file, fault)
  return { file, providers, roles }
}

/** Writes profiles and roles, gives the file's own name. Rejects with `storage.*`. */
export const writeProviderFile = async (path: string, list: ProviderList): Promise<string> => {
  const { providers, roles } = list
  try {
    const text = JSON.stringify({ version: 1, providers, roles }, null, 2)
    await writeWholeFile(path, `${text}\n`, { mode: usualFileMode() })
  } catch (error) {
    throw storageError(error, { file: path })
  }
  return basename(path)
}
