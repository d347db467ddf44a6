import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { listeningAddresses, processTree } from '../../support/e2e-processes'
import { ensureInstalled } from '../support/installation'
import { giveTo } from '../support/person'
import {
  asPerson,
  installedCommand,
  newSettingsHome,
  ShippedProgram
} from '../support/shipped-program'

const machine = inject('machine')

/** A script that leaves a file behind if it is run. */
const canary = (): { script: string; left: () => boolean } => {
  const folder = mkdtempSync(join(machine.scratch, 'canary-'))
  const file = join(folder, 'was-run')
  const script = join(folder, 'canary.cjs')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(file)}, '')`)
  mkdirSync(join(folder, 'home'))
  giveTo(machine.person, folder)
  return { script, left: () => existsSync(file) }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => (socket.destroy(), resolve(true)))
    socket.once('error', () => resolve(false))
  })

/** Starts the program so, waits until it runs, looks at it, and ends it. */
const whileRunning = async (
  words: readonly string[],
  environment: Record<string, string>,
  look: (program: ShippedProgram) => Promise<void> | void
): Promise<void> => {
  const program = ShippedProgram.start(words, { environment, settingsHome: newSettingsHome() })
  try {
    await program.started()
    await program.shows(1)
    await look(program)
  } finally {
    await program.end()
  }
}

const listeners = (program: ShippedProgram): number =>
  processTree(program.pid).flatMap(({ id }) => listeningAddresses(id)).length

beforeAll(() => ensureInstalled())

describe('the installed program', () => {
  it('is no Node, whatever its environment says', async () => {
    const { script, left } = canary()
    await whileRunning([script], { ELECTRON_RUN_AS_NODE: '1' }, () => expect(left()).toBe(false))
  })

  it('runs no code that options of Node in its environment name', async () => {
    const { script, left } = canary()
    const options = { NODE_OPTIONS: `--require ${script}` }
    await whileRunning([], options, () => expect(left()).toBe(false))
  })

  it('runs no code that a switch names', async () => {
    const { script, left } = canary()
    await whileRunning([`--require=${script}`, '-r', script], {}, () => expect(left()).toBe(false))
  })

  it('opens no port of an inspector', async () => {
    const port = await freePort()
    const options = { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` }
    await whileRunning([`--inspect-wait=127.0.0.1:${port}`], options, async (program) => {
      expect(await answers(port)).toBe(false)
      // The event socket's own.
      expect(listeners(program)).toBe(1)
    })
  })

  it('takes no other application than the one in its archive', async () => {
    const { script, left } = canary()
    const folder = '/usr/lib/war-room/resources/app'
    try {
      mkdirSync(folder)
      copyFileSync(script, join(folder, 'index.cjs'))
      writeFileSync(join(folder, 'package.json'), '{"name":"x","main":"index.cjs"}')
      await whileRunning([], {}, () => expect(left()).toBe(false))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('does not turn its inspector on for a signal', async () => {
    const program = ShippedProgram.start([], { settingsHome: newSettingsHome() })
    await program.started()
    process.kill(program.pid, 'SIGUSR1')
    expect(await program.ended).toEqual({ code: null, signal: 'SIGUSR1' })
    expect(program.output()).not.toContain('Debugger listening')
  })

  it.each([
    '--inspect=127.0.0.1:0',
    '--inspect-brk',
    '--no-sandbox',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--disable-web-security'
  ])('refuses to start with %s, and says so', async (word) => {
    const { ended, output } = asPerson([installedCommand, word], {
      XDG_CONFIG_HOME: newSettingsHome()
    })
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(output()).toContain(word.split('=')[0])
    expect(output()).not.toMatch(/listening on/i)
  })
})

describe('the Electron of the clone, by which these tests are tested', () => {
  it('runs as Node what the installed program does not', () => {
    const { script, left } = canary()
    const electron = createRequire(import.meta.url)('electron') as unknown as string
    spawnSync(electron, [script], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
    expect(left()).toBe(true)
  })

  it('runs code that options of Node name, which the installed program does not', () => {
    const { script, left } = canary()
    spawnSync(process.execPath, ['--eval', '0'], {
      env: { ...process.env, NODE_OPTIONS: `--require ${script}` }
    })
    expect(left()).toBe(true)
  })
})
