import { mkdir, readFile, rename } from 'node:fs/promises'
import { dirname, isAbsolute } from 'node:path'
import { z } from 'zod'
import { maximumBoardSubjects } from '../../preload/contract/board'
import { writeWholeFile } from '../kernel/whole-file'
import { storageError } from '../storage/storage-error'

/** A list that could not be used is kept aside under its name and this. */
export const brokenListSuffix = '.bad'

const listSchema = z.strictObject({
  version: z.literal(1),
  paths: z.array(z.string().refine(isAbsolute)).max(maximumBoardSubjects)
})

const parsed = (text: string): string[] | null => {
  try {
    const result = listSchema.safeParse(JSON.parse(text))
    return result.success ? [...new Set(result.data.paths)] : null
  } catch {
    return null
  }
}

const read = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** The kept paths; none from a file that is broken or of another shape, which is put aside. */
export const readBoardPaths = async (file: string): Promise<string[]> => {
  const text = await read(file)
  if (text === null) return []
  const paths = parsed(text)
  if (paths === null) await rename(file, `${file}${brokenListSuffix}`)
  return paths ?? []
}

/** Writes the list whole or leaves it as it was. @throws {AppError} `storage.*` */
export const writeBoardPaths = async (file: string, paths: readonly string[]): Promise<void> => {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeWholeFile(file, `${JSON.stringify({ version: 1, paths }, null, 2)}\n`)
  } catch (error) {
    throw storageError(error, { file })
  }
}
