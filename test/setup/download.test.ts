import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { download } from '../../scripts/setup/download.mjs'
import { networkOf } from '../../scripts/setup/http.mjs'
import { ownedName } from '../../scripts/setup/owned-name.mjs'
import { startFileServer, type FileServer, type FileServerOptions } from './support/file-server'
import { noise, sha256 } from './support/fake-runtime'

const file = noise(7, 300_000)
const half = 150_000
/** No process has it: the kernel gives out far smaller ones. */
const endedPid = 2 ** 30
/** For what comes by itself, however busy the machine is. */
const eventually = { timeout: 60_000, interval: 5 }

let folder: string
let target: string
let servers: FileServer[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-download-'))
  target = join(folder, 'archive')
  servers = []
})

afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  rmSync(folder, { recursive: true, force: true })
})

const serve = async (options: FileServerOptions = {}): Promise<FileServer> => {
  const server = await startFileServer(file, options)
  servers.push(server)
  return server
}

const fetchFrom = (url: string, more: object = {}): Promise<void> =>
  download({ url, path: target, sha256: sha256(file), network: networkOf(), ...more })

/** The part of a run that was killed. */
const leavePart = (content: Buffer): void => {
  const host = hostname()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 24)
  const name = ownedName(target).replace(`${host}-${process.pid}-`, `${host}-${endedPid}-`)
  writeFileSync(name, content)
}

/** What the run has on disk so far. */
const partBytes = (): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

describe('a download', () => {
  it('goes on where a killed run left off', async () => {
    const server = await serve()
    leavePart(file.subarray(0, half))
    await fetchFrom(server.url)
    expect(server.ranges).toEqual([`bytes=${half}-`])
    expect(sha256(readFileSync(target))).toBe(sha256(file))
    expect(readdirSync(folder)).toEqual(['archive'])
  })

  it('asks once more from the first byte when what was left is damaged', async () => {
    const server = await serve()
    leavePart(noise(8, half))
    await fetchFrom(server.url)
    expect(server.ranges).toEqual([`bytes=${half}-`, ''])
    expect(sha256(readFileSync(target))).toBe(sha256(file))
  })

  it('takes a part that is whole already as it is', async () => {
    const server = await serve()
    leavePart(file)
    await fetchFrom(server.url)
    expect(sha256(readFileSync(target))).toBe(sha256(file))
  })

  it('goes on by itself when the connection breaks', async () => {
    const server = await serve({ breakAfterBytes: half })
    const fetched = fetchFrom(server.url, { backoffMs: 1 })
    await vi.waitFor(() => expect(partBytes()).toBeGreaterThan(0), eventually)
    server.breakOff()
    await fetched
    expect(server.ranges).toHaveLength(2)
    expect(server.ranges[1]).toMatch(/^bytes=[1-9]\d*-$/)
    expect(sha256(readFileSync(target))).toBe(sha256(file))
  })

  it('starts over at a host that cannot send the rest only', async () => {
    const server = await serve({ ignoreRange: true })
    leavePart(file.subarray(0, half))
    await fetchFrom(server.url)
    expect(sha256(readFileSync(target))).toBe(sha256(file))
  })

  it('follows redirects', async () => {
    const server = await serve()
    const first = await serve({ redirectTo: server.url })
    await fetchFrom(first.url)
    expect(existsSync(target)).toBe(true)
  })

  it('gives up in time on a host that never answers, through redirects too', async () => {
    const silent = await serve({ silent: true })
    const first = await serve({ redirectTo: silent.url })
    await expect(fetchFrom(first.url, { firstByteMs: 300 })).rejects.toMatchObject({
      code: 'unreachable'
    })
    // One limit for the whole way, and no second try that would wait for it once more.
    expect(first.ranges).toHaveLength(1)
    expect(silent.ranges.length).toBeLessThanOrEqual(1)
    expect(readdirSync(folder)).toEqual([])
  })

  it('gives up when the bytes stop coming, and keeps what it has for the next run', async () => {
    const server = await serve({ stallAfterBytes: 20_000 })
    const kept = fetchFrom(server.url, { stallMs: 50, backoffMs: 1 })
    await expect(kept).rejects.toMatchObject({ code: 'stalled' })
    expect(existsSync(target)).toBe(false)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('says what the host answered when that is not the file', async () => {
    const server = await serve({ status: 404 })
    await expect(fetchFrom(server.url)).rejects.toThrow(/answers 404/)
    expect(readdirSync(folder)).toEqual([])
  })

  it('says so when the folder cannot be written to', async () => {
    const server = await serve()
    const path = join(folder, 'missing', 'archive')
    const refused = fetchFrom(server.url, { path })
    await expect(refused).rejects.toMatchObject({ code: 'disk' })
  })
})

describe('a proxy', () => {
  it('is used for hosts that are not exempt, with its credentials', async () => {
    const seen: string[] = []
    const proxy = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers['proxy-authorization']}`)
      response.writeHead(200, { 'content-length': file.length }).end(file)
    })
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
    const { port } = proxy.address() as AddressInfo
    const config = { proxy: `http://user:word@127.0.0.1:${port}`, noproxy: ['.exempt.test'] }
    await fetchFrom('http://files.test/archive', { network: networkOf(config) })
    const credentials = Buffer.from('user:word').toString('base64')
    expect(seen).toEqual([`http://files.test/archive Basic ${credentials}`])
    const exempt = fetchFrom('http://files.exempt.test/archive', { network: networkOf(config) })
    await expect(exempt).rejects.toMatchObject({ code: 'unreachable' })
    proxy.close()
    proxy.closeAllConnections()
  })
})
