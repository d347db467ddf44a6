import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version that this program was written for: its interface changes between versions. */
export const runtimeVersion = '3.22.1'
const runtimeName = 'node-llama-cpp'

/** The compiled part, a package of its own for each system; none for a system that is not here. */
const compiledParts: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'mac-x64',
  'darwin-arm64': 'mac-arm64-metal',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64'
}

const compiledPart = (platform: string, processor: string): string | null => {
  const name = compiledParts[`${platform}-${processor}`]
  return name === undefined ? null : `@node-llama-cpp/${name}`
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
