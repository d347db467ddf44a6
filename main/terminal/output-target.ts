import { access, constants, open, realpath, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageProblem } from './usage-problem'
import { growingName } from '../kernel/whole-file'

/** A file that will be written. `path` is absolute and free of links. */
export interface OutputTarget {
  option: string
  /** As it was typed, for messages. */
  file: string
  path: string
  /** The mode of the file that is there already; null when there is none. */
  mode: number | null
}

const permissionBits = 0o7777

const detailOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

const realPath = async (option: string, file: string): Promise<string> => {
  const absolute = resolve(file)
  try {
    return await realpath(absolute)
  } catch {
    // Not there yet: then its folder has to be.
  }
  try {
    return join(await realpath(dirname(absolute)), basename(absolute))
  } catch {
    throw new UsageProblem('target-folder', { option, file })
  }
}

/** The mode of what is there; refuses folders and devices, which a rename would replace. */
const modeOfExisting = async (
  option: string,
  file: string,
  path: string
): Promise<number | null> => {
  const found = await stat(path).catch(() => null)
  if (found === null) return null
  if (!found.isFile()) throw new UsageProblem('target-not-file', { option, file })
  try {
    await access(path, constants.W_OK)
  } catch (error) {
    throw new UsageProblem('target-unwritable', { option, file, detail: detailOf(error) })
  }
  return found.mode & permissionBits
}

/** A file is made beside the target and taken away again: only that tells for sure. */
const tryToWrite = async (option: string, file: string, path: string): Promise<void> => {
  const trial = growingName(path)
  try {
    const handle = await open(trial, 'wx')
    await handle.close()
    await unlink(trial)
  } catch (error) {
    const detail = detailOf(error)
    const gone = detail === 'ENOENT' || detail === 'ENOTDIR'
    throw gone
      ? new UsageProblem('target-folder', { option, file })
      : new UsageProblem('target-unwritable', { option, file, detail })
  }
}

/**
 * Makes sure, before a run starts, that its result can be written.
 * @throws {UsageProblem} `target-folder`, `target-not-file`, `target-unwritable`
 */
export const checkTarget = async (option: string, file: string): Promise<OutputTarget> => {
  const path = await realPath(option, file)
  const mode = await modeOfExisting(option, file, path)
  await tryToWrite(option, file, path)
  return { option, file, path, mode }
}

/**
 * Refuses targets that would overwrite each other or what the run reads.
 * @throws {UsageProblem} `target-twice`, `target-is-input`
 */
export const assertApart = async (
  targets: readonly OutputTarget[],
  inputs: readonly string[]
): Promise<void> => {
  const [first, second] = targets
  if (first !== undefined && first.path === second?.path) {
    throw new UsageProblem('target-twice', { file: first.file })
  }
  const read = await Promise.all(inputs.map((input) => realpath(input).catch(() => resolve(input))))
  const clash = targets.find(({ path }) => read.includes(path))
  if (clash === undefined) return
  throw new UsageProblem('target-is-input', { option: clash.option, file: clash.file })
}
