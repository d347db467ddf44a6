import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { processIds, processTree } from './e2e-processes'

/** Of base64 the characters that do not depend on what stands before and behind. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].map((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
    const whole = Math.floor(shifted.length / 3) * 4
    return shifted.toString('base64').slice(before === 0 ? 0 : 4, whole)
  })

/** A secret as it may stand in memory, in a file or in an address. */
const formsOf = (secret: string): Buffer[] => [
  Buffer.from(secret),
  Buffer.from(secret, 'utf16le'),
  Buffer.from(Buffer.from(secret).toString('hex')),
  ...inBase64(secret).map((form) => Buffer.from(form))
]

/** Those of `secrets` that are somewhere in `content`, in whichever form. */
export const secretsIn = (content: Buffer | string, secrets: readonly string[]): string[] => {
  const bytes = Buffer.from(content)
  return secrets.filter((secret) => formsOf(secret).some((form) => bytes.includes(form)))
}

const read = (file: string): Buffer => {
  try {
    return readFileSync(file)
  } catch {
    // Gone meanwhile, or somebody else's.
    return Buffer.alloc(0)
  }
}

/** What a search found: the secret and where, for a person to read. */
export interface Leak {
  secret: string
  where: string
}

const leaksOf = (where: string, content: Buffer, secrets: readonly string[]): Leak[] =>
  secretsIn(content, secrets).map((secret) => ({ secret, where }))

/** Every file below a folder that holds a secret. */
export const leaksInFiles = (folder: string, secrets: readonly string[]): Leak[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => leaksOf(file, read(file), secrets))

/**
 * Command line and environment of a program and of all that it started, as the kernel shows them
 * (Linux). What has let go of its parent is known by `profile`, which is on its command line.
 */
export const leaksInProcesses = (
  root: number,
  profile: string,
  secrets: readonly string[]
): Leak[] => {
  const below = processTree(root).map(({ id }) => id)
  const detached = processIds().filter((id) => read(`/proc/${id}/cmdline`).includes(profile))
  return [...new Set([...below, ...detached])].flatMap((id) =>
    ['cmdline', 'environ'].flatMap((part) =>
      leaksOf(`${part} of ${id}`, read(`/proc/${id}/${part}`), secrets)
    )
  )
}
