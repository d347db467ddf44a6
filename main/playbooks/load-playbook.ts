import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import { sha256 } from '../kernel/hash'
import { playbookFaults, type PlaybookFault } from './playbook-rules'
import { playbookSchema, type PlaybookFile } from './playbook.schema'

/** A checked playbook. `sha256` is of the exact text it was read from, for replays. */
export interface LoadedPlaybook extends PlaybookFile {
  sha256: string
}

const fieldName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (field, part) =>
      typeof part === 'number'
        ? `${field}[${part}]`
        : field === ''
          ? String(part)
          : `${field}.${String(part)}`,
    ''
  )

const invalid = (file: string, { path, problem }: PlaybookFault, cause?: unknown): AppError => {
  const field = path.length === 0 ? '(file)' : fieldName(path)
  return new AppError(errorCodes.playbookInvalid, `${file}: ${field}: ${problem}`, {
    cause,
    parameters: { file, field, problem }
  })
}

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    throw invalid(file, { path: [], problem }, error)
  }
}

/**
 * Reads a playbook from its file's text; `name` is the file's own name, for errors.
 * @throws {AppError} `playbook.invalid` that names the file, the first wrong field and what is wrong
 */
export const loadPlaybook = (text: string, name: string): LoadedPlaybook => {
  const parsed = playbookSchema.safeParse(parseJson(text, name))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = (issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)))
    throw invalid(name, { path, problem: issue?.message ?? 'is not a playbook' }, parsed.error)
  }
  const fault = playbookFaults(parsed.data)[0]
  if (fault !== undefined) throw invalid(name, fault)
  return { ...parsed.data, sha256: sha256(text) }
}
