import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppAdapter } from 'electron-updater/out/AppAdapter'
import { createSystemUpdater } from '../../main/app/updates/system-updater'
import type { UpdaterPort } from '../../main/app/updates/updater-port'
import { systemClock, type Clock } from '../../main/kernel/clock'

type Answer = string | Buffer | ((request: IncomingMessage, response: ServerResponse) => void)

export interface FeedServer {
  url: string
  /** What lies in the feed's folder, by name; a test changes it. */
  readonly files: Map<string, Answer>
  /** Each request's path and headers. */
  readonly requests: { path: string; headers: IncomingMessage['headers'] }[]
  readonly openSockets: number
  close(): Promise<void>
}

/** A feed on loopback. */
export const startFeedServer = async (): Promise<FeedServer> => {
  const files = new Map<string, Answer>()
  const requests: FeedServer['requests'] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push({ path, headers: request.headers })
    const answer = files.get(path.slice(1))
    if (answer === undefined) response.writeHead(404).end('nothing here')
    else if (typeof answer === 'function') answer(request, response)
    else response.end(answer)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    files,
    requests,
    get openSockets() {
      return sockets.size
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
  }
}

/** How many bytes of a file come before its connection stops being one. */
const beginningBytes = 100

/** An answer that promises all of `bytes`, sends the beginning, and leaves the rest to `then`. */
export const beginningOf =
  (bytes: Buffer, then: (response: ServerResponse) => void): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': String(bytes.byteLength) })
    response.write(bytes.subarray(0, beginningBytes), () => then(response))
  }

/** Sends who asks `server` for a file to another one, which has it. */
export const moveElsewhere = async (
  server: FeedServer,
  name: string,
  content: string | Buffer
): Promise<FeedServer> => {
  const elsewhere = await startFeedServer()
  elsewhere.files.set(name, content)
  server.files.set(name, (_request, response) => {
    response.writeHead(302, { location: `${elsewhere.url}${name}` }).end()
  })
  return elsewhere
}

export const sha512Of = (bytes: Buffer | string): string =>
  createHash('sha512').update(bytes).digest('base64')

export const channelName =
  process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`
export const artefactName = (version: string): string => `war-room-${version}-linux.AppImage`

/** A channel file as electron-builder writes one. */
export const channelText = (version: string, artefact: Buffer, extra = ''): string => {
  const name = artefactName(version)
  const sha512 = sha512Of(artefact)
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${artefact.byteLength}`,
    '    blockMapSize: 12345',
    `path: ${name}`,
    `sha512: ${sha512}`,
    "releaseDate: '2026-11-21T00:00:00.000Z'",
    extra
  ].join('\n')
}

export interface FeedBench {
  server: FeedServer
  folder: string
  privateKey: KeyObject
  publicKey: string
  /** The installed program's file. */
  installed: string
  /** Puts a channel file on the feed with its signature, or with another one. */
  offer(text: string, signature?: string | null): void
  /** A newer version, its artefact and all. */
  publish(version: string, artefact?: Buffer, extra?: string): Buffer
  /** The library's updater over this feed, for an installed program. */
  updater(options?: UpdaterOptions): Promise<UpdaterPort>
  /** What was started after an install. */
  readonly started: string[]
  /** Names of what lies in the cache and could be installed later. */
  cached(): string[]
  close(): Promise<void>
}

export interface UpdaterOptions {
  version?: string
  appImage?: boolean
  clock?: Clock
  signal?: AbortSignal
  publicKey?: string
  platform?: string
  /** Why the new program cannot be started. */
  startFails?: Error
}

const installedText = 'the installed program'

const adapter = (folder: string, version: string): AppAdapter => ({
  version,
  name: 'War Room',
  isPackaged: true,
  appUpdateConfigPath: join(folder, 'app-update.yml'),
  userDataPath: join(folder, 'user'),
  baseCachePath: join(folder, 'cache'),
  whenReady: async () => undefined,
  relaunch: () => undefined,
  quit: () => undefined,
  onQuit: () => undefined
})

/** A feed, a key pair and an installed AppImage-like program in a folder of their own. */
export const openFeedBench = async (): Promise<FeedBench> => {
  const server = await startFeedServer()
  const folder = mkdtempSync(join(tmpdir(), 'war-room-updates-'))
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const installed = join(folder, 'war-room.AppImage')
  const before = process.env['APPIMAGE']
  const started: string[] = []
  writeFileSync(installed, installedText, { mode: 0o755 })
  writeFileSync(
    join(folder, 'app-update.yml'),
    `provider: generic\nurl: ${server.url}\nupdaterCacheDirName: war-room-updater\n`
  )
  // The library looks for it when it fetches; nothing else here does.
  process.env['APPIMAGE'] = installed
  const offer: FeedBench['offer'] = (text, signature) => {
    const own = sign(null, Buffer.from(text), privateKey).toString('base64')
    server.files.set(channelName, Buffer.from(text))
    if (signature === null) server.files.delete(`${channelName}.sig`)
    else server.files.set(`${channelName}.sig`, `${signature ?? own}\n`)
  }
  return {
    server,
    folder,
    privateKey,
    publicKey: pem,
    installed,
    offer,
    publish: (version, artefact = Buffer.from(`program ${version}`.repeat(999)), extra) => {
      server.files.set(artefactName(version), artefact)
      offer(channelText(version, artefact, extra))
      return artefact
    },
    updater: (options = {}) =>
      createSystemUpdater({
        app: adapter(folder, options.version ?? '0.1.0'),
        feed: {
          configFile: join(folder, 'app-update.yml'),
          publicKey: options.publicKey ?? pem
        },
        clock: options.clock ?? systemClock,
        signal: options.signal ?? new AbortController().signal,
        platform: options.platform ?? 'linux',
        arch: process.arch,
        installs: options.appImage !== false,
        appImage: options.appImage === false ? null : installed,
        start: async (file) => {
          if (options.startFails !== undefined) throw options.startFails
          started.push(file)
        }
      }),
    started,
    cached: () => namesBelow(join(folder, 'cache')),
    close: async () => {
      if (before === undefined) delete process.env['APPIMAGE']
      else process.env['APPIMAGE'] = before
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

const namesBelow = (folder: string): string[] => {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  } catch {
    return []
  }
}
