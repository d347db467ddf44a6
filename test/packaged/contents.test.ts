import { extractFile, listPackage, statFile } from '@electron/asar'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applicationSize, sizeBudgets, sizeOf } from '../../scripts/dist/budgets.mjs'
import { shippedPackages } from '../../scripts/dist/shipped-packages.mjs'
import { projectFolder } from '../support/e2e-app'
import { builtPackages } from './support/built'

const { asar, asarUnpacked, unpacked, deb } = builtPackages()
const isFolder = (path: string): boolean => 'files' in statFile(asar, path)
const files = listPackage(asar, { isPack: false })
  .map((path) => path.replace(/^\//, ''))
  .filter((path) => !isFolder(path))
const text = (path: string): string => extractFile(asar, path).toString('utf8')

describe('the application in its archive', () => {
  it('holds the bundles, the two packages beside them, and nothing else', () => {
    const known =
      /^(?:out\/(?:main|preload|renderer)\/|node_modules\/(?:@photostructure\/sqlite|node-gyp-build)\/|package\.json$)/
    expect(files.filter((path) => !known.test(path))).toEqual([])
  })

  it('holds no source map, source, test or declaration', () => {
    const unwanted =
      /\.(?:map|[cm]?ts|vue|tsbuildinfo|cpp|h|gyp)$|(?:^|\/)(?:tests?|docs)\/|\.test\./
    expect(files.filter((path) => unwanted.test(path))).toEqual([])
  })

  it('has no bundle that names a source map', () => {
    const scripts = files.filter((path) => /^out\/.*\.[cm]?js$/.test(path))
    expect(scripts.filter((path) => /\/[/*][#@]\s*sourceMappingURL=/.test(text(path)))).toEqual([])
  })

  it('says nothing of where it was built', () => {
    const readable = files.filter((path) => /\.(?:[cm]?js|json|html|css)$/.test(path))
    expect(readable.filter((path) => text(path).includes(process.cwd()))).toEqual([])
  })

  it('holds every worker that its main part starts', () => {
    const bundle = files.filter((path) => /^out\/main\/.*\.js$/.test(path))
    const named = bundle.flatMap((path) => text(path).match(/[\w.-]*worker[\w.-]*\.js/g) ?? [])
    expect(new Set(named).size).toBeGreaterThan(2)
    const names = new Set(files.map((path) => path.split('/').at(-1)))
    expect([...new Set(named)].filter((name) => !names.has(name))).toEqual([])
  })

  it('asks for no package that it does not bring', () => {
    const { dependencies, devDependencies } = JSON.parse(text('package.json')) as Record<
      string,
      Record<string, string> | undefined
    >
    expect(Object.keys(dependencies ?? {})).toEqual(['@photostructure/sqlite'])
    expect(devDependencies).toBeUndefined()
  })

  it('has the licence of each package that it holds beside it', () => {
    const licences = readFileSync(join(unpacked, 'resources', 'LICENSES.txt'), 'utf8')
    const unnamed = shippedPackages(projectFolder).filter(
      ({ name, version }) => !licences.includes(name) || !licences.includes(version)
    )
    expect(unnamed).toEqual([])
  })
})

describe('what cannot lie in the archive', () => {
  const loose = readdirSync(asarUnpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

  it('is the compiled part of the database, for this platform alone', () => {
    const form = /\/prebuilds\/linux-[a-z0-9]+\/@photostructure\+sqlite\.glibc\.node$/
    expect(loose).not.toEqual([])
    expect(loose.filter((path) => !form.test(path))).toEqual([])
  })
})

describe('the size', () => {
  it('of the application without Electron is within its budget', () => {
    expect(applicationSize(join(unpacked, 'resources'))).toBeLessThanOrEqual(
      sizeBudgets.application
    )
    expect(sizeBudgets.application).toBeLessThanOrEqual(25_000_000)
  })

  it('of the Debian package is within its budget', () => {
    expect(sizeOf(deb)).toBe(statSync(deb).size)
    expect(statSync(deb).size).toBeLessThanOrEqual(sizeBudgets.deb)
    expect(sizeBudgets.deb).toBeLessThanOrEqual(95_000_000)
  })
})

describe("electron-builder's folder", () => {
  it('has nothing of the clone that it was built in', () => {
    const names = readdirSync(unpacked)
    expect(names).not.toContain('.war-room-runtime.json')
    // An rpm, where one is made, is told by two files of electron-builder's in the same folder.
    const ofAnRpm = new Set(['apparmor-profile', 'package-type'])
    const resources = readdirSync(join(unpacked, 'resources')).filter((name) => !ofAnRpm.has(name))
    expect(resources.sort()).toEqual(['LICENSES.txt', 'app.asar', 'app.asar.unpacked'])
  })
})
