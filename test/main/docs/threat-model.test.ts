import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const projectFolder = resolve(import.meta.dirname, '../../..')
const page = readFileSync(join(projectFolder, 'docs/threat-model.md'), 'utf8').replace(/\s+/g, ' ')

const named = [...page.matchAll(/`([\w.-]+\/[\w./-]+\.\w+)`/g)].map(([, path = '']) => path)
/** A test's file with the names that are quoted right behind it. */
const quoted = [...page.matchAll(/`(test\/[\w./-]+\.test\.ts)`((?: ?,? ?“[^”]+”)*)/g)].map(
  ([, path = '', names = '']) => ({
    path,
    names: [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name)
  })
)
const isThere = (path: string, name: string): boolean =>
  readFileSync(join(projectFolder, path), 'utf8').includes(name)

describe('the threat model', () => {
  it('names files that exist', () => {
    expect(named.length).toBeGreaterThan(60)
    expect(named.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([])
  })

  it('quotes tests that stand in their files', () => {
    const own = 'test/main/docs/threat-model.test.ts'
    const cited = quoted.filter(({ path }) => path !== own)
    expect(cited.length).toBeGreaterThan(40)
    expect(cited.filter(({ names }) => names.length === 0)).toEqual([])
    const absent = cited.flatMap(({ path, names }) =>
      names.filter((name) => !isThere(path, name)).map((name) => `${path}: ${name}`)
    )
    expect(absent).toEqual([])
    // A name that no test has is found out.
    expect(isThere('test/main/app/secret-scan.test.ts', 'finds what was never planted')).toBe(false)
  })
})
