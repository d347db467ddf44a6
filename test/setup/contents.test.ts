import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { licencesText } from '../../scripts/dist/licences.mjs'
import { sbomJson } from '../../scripts/dist/sbom.mjs'
import { shippedPackages } from '../../scripts/dist/shipped-packages.mjs'

interface Component {
  'bom-ref': string
  name: string
  version: string
  purl: string
  hashes?: { alg: string; content: string }[]
  licenses: unknown[]
  components?: Component[]
}
interface Sbom {
  metadata: { timestamp: string; component: Component }
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

const packages = shippedPackages(resolve('.'))
const version = '1.2.3'
const sbomText = (): string => sbomJson({ packages, version, electronVersion: '33.2.1' })
const schemas = 'node_modules/@cyclonedx/cyclonedx-library/res/schema'
const schema = (part: string): object =>
  JSON.parse(readFileSync(resolve(schemas, `${part}.SNAPSHOT.schema.json`), 'utf8')) as object

afterEach(() => vi.unstubAllEnvs())

describe('what is shipped', () => {
  it('is read from the bundles: code of all three sides, and what lies beside them', () => {
    const names = packages.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['ws', 'zod', 'dompurify', '@vue/runtime-dom', 'rolldown'])
    )
    expect(names).toEqual(expect.arrayContaining(['@photostructure/sqlite', 'node-gyp-build']))
    expect(names).toEqual([...names].sort((a, b) => (a < b ? -1 : 1)))
    for (const development of ['vitest', 'electron-builder', 'typescript', 'fast-check']) {
      expect(names).not.toContain(development)
    }
  })
})

describe('the licences', () => {
  const text = licencesText(packages)

  it('name every shipped package with its version, and never twice in one list', () => {
    for (const { name, version: of } of packages) {
      expect(text).toContain(`${name} ${of} (`)
    }
    expect(new Set(packages.map(({ folder }) => folder)).size).toBe(packages.length)
  })

  it('hold each package’s own words to the end', () => {
    const sqlite = readFileSync('node_modules/@photostructure/sqlite/LICENSE', 'utf8')
    const apache = readFileSync('node_modules/prom-client/LICENSE', 'utf8')
    expect(text).toContain(sqlite.replaceAll('\r\n', '\n').trim())
    expect(text).toContain(apache.replaceAll('\r\n', '\n').trim())
  })

  it('say so where a package has no text of its own, and give the standard one', () => {
    expect(text).toMatch(
      /fancy-canvas [\d.]+ \(MIT\)\n\nThe package has no licence file\. It names/
    )
    expect(text).toContain('Standard text of MIT\n\nPermission is hereby granted')
    expect(text).toContain('Standard text of Apache-2.0')
  })

  it('name the data’s source, the charts’ notice, and where Electron’s lie', () => {
    expect(text).toContain('data/sp500-2000.csv of the package vega-datasets')
    expect(text).toContain('TradingView Lightweight Charts™\nCopyright (c) 2025 TradingView, Inc.')
    expect(text).toContain('LICENSES.chromium.html')
  })

  it('are the same bytes each time', () => {
    expect(licencesText(shippedPackages(resolve('.')))).toBe(text)
  })
})

describe('the bill of materials', () => {
  const sbom = JSON.parse(sbomText()) as Sbom

  it('is valid CycloneDX 1.6', () => {
    const ajv = new Ajv({ strict: false })
    addFormats.default(ajv)
    // Nothing here is such an address.
    ajv.addFormat('idn-email', true).addFormat('iri-reference', true)
    for (const part of ['spdx', 'jsf-0.82']) {
      ajv.addSchema(schema(part), `http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json`)
    }
    const isValid = ajv.compile(schema('bom-1.6'))
    isValid(sbom)
    expect(isValid.errors).toBeNull()
    expect(isValid({ ...sbom, components: [{ type: 'thing', name: 'x' }] })).toBe(false)
  })

  it('names every shipped package and Electron, with purl, licence and checksum', () => {
    const { components, metadata } = sbom
    expect(metadata.component).toMatchObject({ name: 'war-room', version })
    expect(components).toHaveLength(packages.length + 1)
    const ws = components.find(({ name }) => name === 'ws')
    expect(ws?.purl).toBe(`pkg:npm/ws@${ws?.version}`)
    expect(ws?.licenses).toEqual([{ license: { id: 'MIT' } }])
    expect(ws?.hashes?.[0]).toMatchObject({ alg: 'SHA-512' })
    expect(ws?.hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/)
    const electron = components.find(({ name }) => name === 'electron')
    expect(electron?.purl).toBe('pkg:npm/electron@33.2.1')
    expect(electron?.components?.map(({ name }) => name)).toEqual(['chromium', 'node'])
  })

  it('leads from the application to all of it', () => {
    const { components, dependencies } = sbom
    const after = new Map(dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]))
    const reached = new Set<string>()
    const open = [`war-room@${version}`]
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      if (!reached.has(ref)) open.push(...(after.get(ref) ?? []))
      reached.add(ref)
    }
    expect(components.filter((one) => !reached.has(one['bom-ref']))).toEqual([])
  })

  it('is the same bytes each time, at the time it is given', () => {
    vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
    const text = sbomText()
    expect(sbomText()).toBe(text)
    expect((JSON.parse(text) as Sbom).metadata.timestamp).toBe('2023-11-14T22:13:20.000Z')
  })
})
