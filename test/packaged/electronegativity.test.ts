import { extractFile, listPackage } from '@electron/asar'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { electronHere } from '../../scripts/dist/electron-here.mjs'
import { scan } from '../../scripts/electronegativity/scan.mjs'
import { ensureElectronegativity } from '../../scripts/setup/electronegativity.mjs'
import { projectFolder } from '../support/e2e-app'
import { builtPackages } from './support/built'

type ScanResult = Awaited<ReturnType<typeof scan>>
type Finding = ScanResult['findings'][number]
interface Source {
  name: string
  text: string
}
/** A finding that was looked at: where it is, what its line holds, and why it does no harm. */
interface Reviewed {
  check: string
  file: string
  sample: string
  reason: string
  /** Where our own proof is, and its name. */
  test: string
  promise: string
}

const installMs = 240_000
const scannable = /\.(?:[cm]?js|html)$/
const listPath = join(projectFolder, 'docs', 'security', 'electronegativity.json')
const reviewed = JSON.parse(readFileSync(listPath, 'utf8')) as Reviewed[]
const electronVersion = electronHere(projectFolder).version

const packedSources = (): Source[] => {
  const { asar } = builtPackages()
  return listPackage(asar, { isPack: false })
    .map((path) => path.slice(1))
    .filter((name) => scannable.test(name))
    .map((name) => ({ name, text: extractFile(asar, name).toString('utf8') }))
}

/** A name without the sum of its content, which another build may have changed. */
const stem = (name: string): string => name.replace(/-[\w-]{8}(?=\.\w+$)/, '')

/** Built, and not packed: the terminal's entry. */
const builtSources = (packed: readonly Source[]): Source[] => {
  const known = new Set(packed.map(({ name }) => stem(name)))
  return readdirSync(join(projectFolder, 'out'), { recursive: true, encoding: 'utf8' })
    .map((path) => `out/${path}`)
    .filter((name) => scannable.test(name) && !known.has(stem(name)))
    .map((name) => ({ name, text: readFileSync(join(projectFolder, name), 'utf8') }))
}

const isReviewed = (finding: Finding, entry: Reviewed): boolean =>
  finding.check === entry.check &&
  finding.file.startsWith(entry.file) &&
  finding.sample.includes(entry.sample)

let toolFolder: string
let packed: Source[]
let result: ScanResult

beforeAll(async () => {
  const talk = (line: string): boolean => process.stderr.write(`${line}\n`)
  toolFolder = await ensureElectronegativity({ projectFolder, talk })
  packed = packedSources()
  const sources = [...packed, ...builtSources(packed)]
  result = await scan({ toolFolder, sources, electronVersion })
}, installMs)

describe('electronegativity', () => {
  it('reads every script and page of the program', () => {
    expect(packed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['out/main/index.js', 'out/preload/index.cjs'])
    )
    expect(result.unread).toEqual([])
    expect(result.checks).toBeGreaterThan(30)
  })

  it('finds nothing, however slight, that was not reviewed', () => {
    const open = result.findings.filter(
      (finding) => !reviewed.some((entry) => isReviewed(finding, entry))
    )
    expect(open).toEqual([])
  })

  it('has no reviewed finding that is gone, or that covers a second one', () => {
    const covered = reviewed.map(
      (entry) => result.findings.filter((finding) => isReviewed(finding, entry)).length
    )
    expect(covered).toEqual(reviewed.map(() => 1))
  })

  it('would find our own window with each of its locks taken off', async () => {
    const maker = packed.find(({ text }) => text.includes('nodeIntegrationInWorker'))
    const unlocked = (maker?.text ?? '')
      .replace('contextIsolation:!0', 'contextIsolation:!1')
      .replace('webSecurity:!0', 'webSecurity:!1')
      .replace('nodeIntegration:!1', 'nodeIntegration:!0')
    // Where a sandbox is stated the tool says nothing about Node.
    const sources = [
      { name: 'out/main/no-word-of-it.js', text: unlocked.replace('sandbox:!0,', '') },
      { name: 'out/main/off.js', text: unlocked.replace('sandbox:!0', 'sandbox:!1') }
    ]
    const opened = await scan({ toolFolder, sources, electronVersion })
    expect(opened.unread).toEqual([])
    expect(opened.findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining([
        'NODE_INTEGRATION_JS_CHECK',
        'SANDBOX_JS_CHECK',
        'CONTEXT_ISOLATION_JS_CHECK',
        'WEB_SECURITY_JS_CHECK'
      ])
    )
  })

  it('has a reason and a test of ours for every reviewed finding', () => {
    for (const { check, reason, test, promise } of reviewed) {
      expect(reason.length, check).toBeGreaterThan(40)
      expect(readFileSync(join(projectFolder, test), 'utf8'), check).toContain(`'${promise}'`)
    }
  })
})
