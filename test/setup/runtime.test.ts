import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureElectron, findRuntime } from '../../scripts/setup/electron-runtime.mjs'
import { networkOf } from '../../scripts/setup/http.mjs'
import { ownRelease, standIn } from '../../scripts/setup/runtime-sources.mjs'
import { startFileServer, type FileServer, type FileServerOptions } from './support/file-server'
import {
  fakeRelease,
  fakeStandIn,
  fakeVersion,
  makeSandbox,
  sha256,
  standInFiles,
  type Clone,
  type Sandbox
} from './support/fake-runtime'

const load = createRequire(resolve('package.json'))
const archive = fakeStandIn()
const release = fakeRelease(fakeVersion)
const nowhere = 'http://127.0.0.1:9/'
const looseNothingToDoMs = 1500

let sandbox: Sandbox
let servers: FileServer[]
let said: string[]

beforeEach(() => {
  sandbox = makeSandbox()
  servers = []
  said = []
})

afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  sandbox.dispose()
})

const serve = async (file: Buffer, options: FileServerOptions = {}): Promise<FileServer> => {
  const server = await startFileServer(file, options)
  servers.push(server)
  return server
}

interface Ways {
  /** Where Electron's own releases would be; nothing listens there by default. */
  mirror?: string
  standInUrl?: string
  standInSha256?: string
  env?: Record<string, string>
  platform?: string
}

const install = (clone: Clone, ways: Ways = {}): ReturnType<typeof ensureElectron> => {
  const platform = ways.platform ?? 'linux'
  const env = { ELECTRON_MIRROR: ways.mirror ?? nowhere, ...ways.env }
  const what = {
    package: 'fake',
    packageVersion: '1.0.0',
    version: '33.2.1',
    sha256: ways.standInSha256 ?? sha256(archive)
  }
  const other = {
    ...standIn(clone.folder, what),
    findUrl: async (): Promise<string> => ways.standInUrl ?? nowhere,
    fetchByNpm: undefined
  }
  return ensureElectron({
    projectFolder: clone.folder,
    cacheFolder: sandbox.cacheFolder,
    platform,
    arch: 'x64',
    env,
    network: networkOf(),
    talk: (line: string) => said.push(line),
    sources: [
      ownRelease(clone.electronFolder, platform, 'x64', env),
      ...(platform === 'linux' ? [other] : [])
    ]
  })
}

const inDist = (clone: Clone, name: string): string => join(clone.electronFolder, 'dist', name)

describe('the Electron runtime', () => {
  it("is Electron's own release when that can be had", async () => {
    const server = await serve(release)
    const clone = sandbox.makeClone(sha256(release))
    const mirror = `${server.url}?/`
    await expect(install(clone, { mirror })).resolves.toMatchObject({ version: fakeVersion })
    expect(said.at(-1)).toContain('its own release')
    expect(sandbox.leftovers()).toEqual([])
  })

  it('is the stand-in otherwise, and says its version and the reason', async () => {
    const server = await serve(archive)
    const clone = sandbox.makeClone(sha256(release))
    const runtime = await install(clone, { standInUrl: server.url })
    expect(runtime).toMatchObject({ version: '33.2.1', changed: true })
    expect(said.at(-1)).toMatch(/Electron 33\.2\.1 .*because Electron's own download failed: 127/)
    for (const name of standInFiles) expect(existsSync(inDist(clone, name)), name).toBe(true)
    expect(existsSync(inDist(clone, 'resources/app'))).toBe(false)
    expect(existsSync(inDist(clone, 'browser_v8_context_snapshot.bin'))).toBe(false)
  })

  it('has the fuses that it needs, and an application loader that is an ES module', async () => {
    const server = await serve(archive)
    const clone = sandbox.makeClone()
    await install(clone, { standInUrl: server.url })
    const { getCurrentFuseWire, FuseV1Options } = load('@electron/fuses')
    const wire = await getCurrentFuseWire(inDist(clone, 'electron'))
    expect(wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).toBe('0'.charCodeAt(0))
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe('1'.charCodeAt(0))
    const { extractFile } = await import('@electron/asar')
    const asar = inDist(clone, 'resources/default_app.asar')
    expect(JSON.parse(extractFile(asar, 'package.json').toString())).toMatchObject({
      type: 'module',
      main: 'main.js'
    })
    expect(extractFile(asar, 'main.js').toString()).toContain('await load(target)')
  })

  it('is left alone when it is whole, without asking anybody', async () => {
    const server = await serve(archive)
    const clone = sandbox.makeClone()
    await install(clone, { standInUrl: server.url })
    const requests = server.ranges.length
    const startedMs = performance.now()
    await expect(install(clone, { standInUrl: server.url })).resolves.toMatchObject({
      changed: false
    })
    expect(performance.now() - startedMs).toBeLessThan(looseNothingToDoMs)
    expect(server.ranges).toHaveLength(requests)
  })

  it('comes from the cache in a second clone', async () => {
    const server = await serve(archive)
    await install(sandbox.makeClone(), { standInUrl: server.url })
    const second = sandbox.makeClone()
    await expect(install(second)).resolves.toMatchObject({ version: '33.2.1', changed: true })
    expect(server.ranges).toHaveLength(1)
  })

  it('is made again when a file of it is cut short, and when the cache is damaged too', async () => {
    const server = await serve(archive)
    const clone = sandbox.makeClone()
    await install(clone, { standInUrl: server.url })
    truncateSync(inDist(clone, 'icudtl.dat'), 10)
    const key = standIn(clone.folder, {
      package: 'fake',
      packageVersion: '1.0.0',
      version: '33.2.1',
      sha256: sha256(archive)
    }).key
    writeFileSync(join(sandbox.cacheFolder, key, 'chrome-sandbox'), 'SANDBOX')
    await expect(install(clone, { standInUrl: server.url })).resolves.toMatchObject({
      changed: true
    })
    expect(readFileSync(inDist(clone, 'chrome-sandbox'), 'utf8')).toBe('sandbox')
    expect(
      findRuntime({ electronFolder: clone.electronFolder, platform: 'linux', env: {} })
    ).not.toBeNull()
    expect(sandbox.leftovers()).toEqual([])
  })

  it('survives two clones that set up at once', async () => {
    const server = await serve(archive)
    const clones = [sandbox.makeClone(), sandbox.makeClone()]
    const ways = { standInUrl: server.url }
    await Promise.all([...clones, ...clones].map((clone) => install(clone, ways)))
    for (const clone of clones) {
      expect(
        findRuntime({ electronFolder: clone.electronFolder, platform: 'linux', env: {} })
      ).toMatchObject({ version: '33.2.1' })
    }
    expect(sandbox.leftovers()).toEqual([])
  })

  it('may be a folder that ELECTRON_OVERRIDE_DIST_PATH names', async () => {
    const server = await serve(archive)
    const elsewhere = sandbox.makeClone()
    await install(elsewhere, { standInUrl: server.url })
    const override = join(elsewhere.electronFolder, 'dist')
    const clone = sandbox.makeClone()
    const env = { ELECTRON_OVERRIDE_DIST_PATH: override }
    await expect(install(clone, { env })).resolves.toMatchObject({
      executable: join(override, 'electron'),
      changed: false
    })
    expect(existsSync(join(clone.electronFolder, 'dist'))).toBe(false)
  })
})

describe('a runtime that cannot be had', () => {
  it('is refused when the sha256 is another one, and nothing of it stays', async () => {
    const server = await serve(archive)
    const clone = sandbox.makeClone()
    const ways = { standInUrl: server.url, standInSha256: sha256(Buffer.from('other')) }
    await expect(install(clone, ways)).rejects.toThrow(/not the expected file: its sha256 is/)
    expect(existsSync(join(clone.electronFolder, 'dist'))).toBe(false)
    expect(existsSync(join(clone.electronFolder, 'path.txt'))).toBe(false)
    expect(sandbox.leftovers()).toEqual([])
  })

  it('is one error that names the three ways out', async () => {
    const clone = sandbox.makeClone(sha256(release))
    rmSync(join(clone.electronFolder, 'checksums.json'))
    writeFileSync(
      join(clone.electronFolder, 'checksums.json'),
      JSON.stringify({ [`electron-v${fakeVersion}-darwin-x64.zip`]: sha256(release) })
    )
    const failure = await install(clone, { platform: 'darwin' }).catch((error: Error) => error)
    expect(failure).toBeInstanceOf(Error)
    const message = (failure as Error).message
    expect(message).toMatch(/no Electron for darwin-x64/)
    expect(message).toMatch(/github\.com.*ELECTRON_MIRROR.*ELECTRON_OVERRIDE_DIST_PATH/)
    expect(message).not.toContain('\n')
  })
})
