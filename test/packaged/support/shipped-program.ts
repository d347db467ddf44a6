import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject, vi } from 'vitest'
import { KeptJournal } from '../../support/e2e-journal'
import { personEnvironment } from './launch-packaged'
import { giveTo } from './person'
import { Windows } from './windows'

export const installedCommand = '/usr/bin/war-room'
/** Where the program keeps its data below a user's folder for settings. */
const profileName = 'War Room'
const commandLimitMs = 60_000
const startLimitMs = 60_000
const lookEveryMs = 50

interface LogLine {
  event: string
  [field: string]: unknown
}

export interface ShippedStart {
  command?: string
  environment?: Record<string, string>
  /** The user's folder for settings; by default the one of his home, which starts share. */
  settingsHome?: string
}

export interface Ended {
  code: number | null
  signal: string | null
}

/** A folder for settings of its own, so that no start in it meets another one's program. */
export const newSettingsHome = (): string => {
  const { scratch, person } = inject('machine')
  const folder = mkdtempSync(join(scratch, 'settings-'))
  giveTo(person, folder)
  return folder
}

/** Runs a command as the user of the tests; one that does not end within its limit is killed. */
export const asPerson = (
  [command = '', ...words]: readonly string[],
  environment: Record<string, string> = {},
  limitMs: number | null = commandLimitMs
): { child: ChildProcess; output: () => string; ended: Promise<Ended> } => {
  const machine = inject('machine')
  const { person } = machine
  const child = spawn(command, words, {
    cwd: person.home,
    env: { ...personEnvironment(machine), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(person.fresh ? { uid: person.uid, gid: person.gid } : {})
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const kill = (): boolean => child.kill('SIGKILL')
  const hung = limitMs === null ? undefined : setTimeout(kill, limitMs)
  const ended = new Promise<Ended>((resolve) => {
    child.once('error', (error) => (text += String(error)))
    child.once('close', (code, signal) => {
      clearTimeout(hung)
      resolve({ code, signal })
    })
  })
  return { child, output: () => text, ended }
}

/** The installed program, seen from outside: its process, its windows and its files. */
export class ShippedProgram {
  readonly ended: Promise<Ended>
  readonly windows: Windows
  readonly profile: string
  readonly output: () => string
  readonly #child: ChildProcess
  readonly #linesBefore: number

  private constructor(words: readonly string[], options: ShippedStart) {
    const { person } = inject('machine')
    const settingsHome = options.settingsHome ?? join(person.home, '.config')
    this.profile = join(settingsHome, profileName)
    this.#linesBefore = this.log().length
    const command = [options.command ?? installedCommand, ...words]
    const environment = { XDG_CONFIG_HOME: settingsHome, ...options.environment }
    const { child, ended, output } = asPerson(command, environment, null)
    this.#child = child
    this.ended = ended
    this.output = output
    this.windows = new Windows(this.pid)
  }

  static start(words: readonly string[] = [], options: ShippedStart = {}): ShippedProgram {
    return new ShippedProgram(words, options)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get dataFolder(): string {
    return join(this.profile, 'data')
  }

  get journal(): KeptJournal {
    return new KeptJournal(this.dataFolder)
  }

  /** The lines of its log, of earlier starts too. */
  log(): LogLine[] {
    const file = join(this.dataFolder, 'logs', 'war-room.log')
    if (!existsSync(file)) return []
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as LogLine)
  }

  /** Waits until it says that it runs; gives the port of its event socket. */
  async started(): Promise<number> {
    const line = await this.#wait('it does not start', () =>
      this.log()
        .slice(this.#linesBefore)
        .find(({ event }) => event === 'app.started')
    )
    return Number(line['port'])
  }

  /** Waits until exactly so many windows are shown; gives their ids. */
  async shows(count: number): Promise<string[]> {
    return this.#wait(`it does not show ${count} windows`, () => {
      const ids = this.windows.ids()
      return ids.length === count ? ids : undefined
    })
  }

  /** Asks it to end, as a session manager does. */
  async end(): Promise<Ended> {
    this.#child.kill('SIGTERM')
    return this.ended
  }

  async #wait<T>(what: string, look: () => T | undefined): Promise<T> {
    return vi.waitFor(
      () => {
        const found = look()
        if (found === undefined) throw new Error(`${what}: ${this.output()}`)
        return found
      },
      { timeout: startLimitMs, interval: lookEveryMs }
    )
  }
}
