import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const statically = /^(?:import|export)\b[^'"]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'/gm

/** What a script needs to be loaded at all, files of its own followed: all that is no file of ours. */
const neededBy = (file: string, seen = new Set<string>()): string[] => {
  if (seen.has(file)) return []
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  const names = [...text.matchAll(statically)].map(([, from, alone]) => from ?? alone ?? '')
  return names.flatMap((name) =>
    name.startsWith('.') ? neededBy(join(dirname(file), name), seen) : [name]
  )
}

const { scripts } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const commands = Object.entries(scripts).map(
  ([name, command]) => [name, command.split(' ').at(-1) ?? ''] as const
)

describe('in a clone without dependencies', () => {
  it.each(commands)('npm run %s is loaded, and can bring them', (_name, script) => {
    const needed = neededBy(resolve(script))
    expect(needed.length).toBeGreaterThan(0)
    expect(needed.filter((name) => !name.startsWith('node:'))).toEqual([])
  })

  it('would not be, if it began with what makes the packages', () => {
    expect(neededBy(resolve('scripts/dist/make-packages.mjs'))).toContain('electron-builder')
  })
})
