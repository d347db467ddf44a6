import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import localRuntime from '../../../../preload/contract/local-runtime.json'

const { name: runtimeName, version: runtimeVersion } = localRuntime
/** The compiled part, a package of its own for each system; none for a system that is not here. */
const compiledParts: Readonly<Record<string, string>> = localRuntime.parts

const compiledPart = (platform: string, processor: string): string | null => {
  const name = compiledParts[`${platform}-${processor}`]
  return name === undefined ? null : `@${runtimeName}/${name}`
}

const versionIn = (folder: string): string | null => {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8')
    return (JSON.parse(text) as { version?: string }).version ?? null
  } catch {
    return null
  }
}

/**
 * The file that the runtime is loaded from: of the first folder that holds it whole and in the right
 * version; null where none does.
 */
export const runtimeEntry = (folders: readonly string[]): string | null => {
  const part = compiledPart(process.platform, process.arch)
  if (part === null) return null
  for (const folder of folders) {
    const packages = join(folder, 'node_modules')
    const whole = [runtimeName, part].every(
      (name) => versionIn(join(packages, name)) === runtimeVersion
    )
    const entry = join(packages, runtimeName, 'dist', 'index.js')
    if (whole && existsSync(entry)) return entry
  }
  return null
}
