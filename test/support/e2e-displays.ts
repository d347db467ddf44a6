import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { TestProject } from 'vitest/node'
import { hasDisplay } from '../../scripts/support/display.mjs'
import { endProcess } from './end-process'

/** How a program finds a display and is let in. */
export interface Display {
  DISPLAY: string
  XAUTHORITY: string
}

declare module 'vitest' {
  interface ProvidedContext {
    displays: readonly Display[]
  }
}

const screen = '1600x1200x24'
/** For any machine and any display, as Xauthority files have it. */
const anyAddress = Buffer.from([0xff, 0xff, 0, 0, 0, 0])

const counted = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** A file that lets its reader in, and nobody else. */
export const writeDisplayKey = (file: string): void => {
  const method = counted(Buffer.from('MIT-MAGIC-COOKIE-1'))
  writeFileSync(file, Buffer.concat([anyAddress, method, counted(randomBytes(16))]), {
    mode: 0o600
  })
}

/** Starts a virtual display that asks for a key; `more` are words of its command line. */
export const startDisplay = async (
  key: string,
  more: readonly string[] = []
): Promise<{ server: ChildProcess; name: string }> => {
  const options = ['-displayfd', '3', '-auth', key, '-nolisten', 'tcp', '-noreset', ...more]
  const server = spawn('Xvfb', [...options, '-screen', '0', screen], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  })
  await once(server, 'spawn')
  let name = ''
  // The line comes in pieces, and a server that cannot write its end gives up.
  for await (const chunk of server.stdio[3] as Readable) {
    name += String(chunk)
    if (name.endsWith('\n')) return { server, name: `:${name.trim()}` }
  }
  throw new Error('Xvfb ended without a display')
}

/**
 * Where there is no display, gives each worker one of its own for as long as the tests run: what has
 * the focus, and what was copied, belongs to a display.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-displays-'))
  const servers: ChildProcess[] = []
  const displays: Display[] = []
  const count = hasDisplay() ? 0 : project.vitest.config.maxWorkers
  for (let at = 0; at < count; at += 1) {
    const key = join(folder, `${at}.xauthority`)
    writeDisplayKey(key)
    const { server, name } = await startDisplay(key)
    servers.push(server)
    displays.push({ DISPLAY: name, XAUTHORITY: key })
  }
  project.provide('displays', displays)
  return async () => {
    await Promise.all(servers.map(endProcess))
    rmSync(folder, { recursive: true, force: true })
  }
}
