import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shippedPackages } from '../../scripts/dist/shipped-packages.mjs'
import { dependencyProblems, type DependencyState } from './support/dependency-policy'

const text = (...path: string[]): string => readFileSync(resolve(...path), 'utf8')
const state: DependencyState = {
  page: text('docs', 'dependencies.md'),
  manifest: JSON.parse(text('package.json')) as DependencyState['manifest'],
  locked: (JSON.parse(text('package-lock.json')) as { packages: DependencyState['locked'] })
    .packages,
  shipped: shippedPackages(resolve('.'))
}
const changed = (part: Partial<DependencyState>): string[] =>
  dependencyProblems({ ...state, ...part })

describe('the page of dependencies', () => {
  it('names with a reason all that is needed at run time, and nothing else', () => {
    expect(dependencyProblems(state)).toEqual([])
  })

  it('fails for a new run-time dependency that it does not name', () => {
    const dependencies = { ...state.manifest.dependencies, 'left-pad': '1.3.0' }
    const manifest = { ...state.manifest, dependencies }
    expect(changed({ manifest })).toEqual([
      'left-pad is shipped or needed at run time and not named'
    ])
  })

  it('fails for a bundled package that nothing named brings along', () => {
    const shipped = [...state.shipped, { name: 'stray', license: 'MIT' }]
    expect(changed({ shipped })).toEqual(['stray is shipped or needed at run time and not named'])
  })

  it('fails for a development tool once a bundle holds it', () => {
    const shipped = [...state.shipped, { name: 'fast-check', license: 'MIT' }]
    expect(changed({ shipped })).toEqual([
      'fast-check is shipped or needed at run time and not named'
    ])
  })

  it('fails for a line that names nothing, and for one without a reason', () => {
    const line = /^(?=\| `ws` )/m
    const gone = state.page.replace(line, '| `gone` | a reason | `main` | MIT |\n')
    expect(changed({ page: gone })).toEqual(['gone is named and nothing of it is shipped'])
    const blank = state.page.replace(/^\| `ws` +\|[^|]+\|/m, '| `ws` | |')
    expect(changed({ page: blank })).toEqual(['ws is named without a reason or a place'])
  })
})

describe('a licence', () => {
  it('that is not listed is refused, a choice with a listed one is not', () => {
    const under = (license: string): string[] =>
      changed({ shipped: [...state.shipped, { name: 'tdigest', license }] })
    expect(under('GPL-3.0-only')).toEqual(['tdigest is shipped under GPL-3.0-only'])
    expect(under('MIT AND GPL-3.0-only')).toHaveLength(1)
    expect(under('(GPL-3.0-only OR MIT)')).toEqual([])
  })

  it('that the page names for a package is the one the package names', () => {
    const page = state.page.replace(/(\| `ws` .*) MIT +\|/, '$1 ISC |')
    expect(changed({ page })).toEqual(['ws has another licence than the page says'])
  })

  it('is listed only while something that is named here, or brought along, is under it', () => {
    const page = state.page.replace('- `MIT`', '- `MIT`\n- `AGPL-3.0-only`')
    expect(changed({ page })).toEqual(['nothing here is under AGPL-3.0-only'])
  })
})

describe('an install script', () => {
  it('fails unless it is listed, and its line fails once the script is gone', () => {
    const locked = {
      ...state.locked,
      'node_modules/thing': { hasInstallScript: true },
      'node_modules/electron-winstaller': {}
    }
    expect(changed({ locked })).toEqual([
      'thing has an install script',
      'electron-winstaller has no install script'
    ])
  })

  it('is never run: npm is told so for every installation in the project', () => {
    expect(text('.npmrc').split('\n')).toContain('ignore-scripts=true')
  })
})
