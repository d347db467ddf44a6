import type { ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { expect } from 'vitest'
import { testSwitch, type TestHooks } from '../../main/app/test-hooks'
import type { SessionState } from '../../preload/contract/session-state'
import { defaultSettings, type Settings } from '../../preload/contract/settings'
import { KeptJournal } from './e2e-journal'
import { processTree, stillRunning, type ProcessMark } from './e2e-processes'
import { RoomPage } from './e2e-page'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
export const screensFolder = join(projectFolder, 'test-results', 'screens')

const ownPasswordStore = join(projectFolder, 'test/support/own-password-store.cjs')
const launchLimitMs = 30_000
const exitLimitMs = 15_000
const lookEveryMs = 25

export const isRoot = process.platform === 'linux' && process.getuid?.() === 0

export interface LaunchOptions {
  settings?: Partial<Settings>
  /** What a person would type behind the program's name. */
  arguments?: string[]
  /** A key store that keeps secrets (`KeyRing`); without one there is none. */
  keyRing?: { environment: Record<string, string> }
  /** Runs in the test's own way: another user, another copy of the program. */
  as?: { executable: string; program: string; environment: Record<string, string> }
  /** Where the profile goes; by default a new folder that is removed at the end. */
  folder?: string
}

/** What the program's own process offers to tests; see main/app/test-hooks.ts. */
export type Hooked = typeof globalThis & { warRoomTest: TestHooks }

const writeSettings = (folder: string, change: Partial<Settings>): void => {
  mkdirSync(folder, { recursive: true })
  const settings: Settings = { ...defaultSettings('en'), ...change }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings))
}

/** A profile of its own that outlives the program; the test removes it. */
export const makeProfile = (settings: Partial<Settings> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-e2e-'))
  writeSettings(folder, settings)
  return folder
}

/** The real program in a throw-away profile. */
export class RoomApp {
  readonly electron: ElectronApplication
  readonly folder: string
  readonly stderr: string[] = []
  readonly exited: Promise<{ code: number | null; signal: string | null }>
  readonly #child: ChildProcess
  readonly #ownsFolder: boolean
  /** The test itself has brought about its end, and looked at it. */
  #awaited = false
  readonly #seen = new Map<number, ProcessMark>()

  constructor(electron: ElectronApplication, folder: string, ownsFolder: boolean) {
    this.electron = electron
    this.folder = folder
    this.#ownsFolder = ownsFolder
    const child = electron.process()
    this.#child = child
    child.stderr?.on('data', (chunk: Buffer) => this.stderr.push(chunk.toString()))
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get dataFolder(): string {
    return join(this.folder, 'data')
  }

  /** What it keeps, as its file has it. */
  get journal(): KeptJournal {
    return new KeptJournal(this.dataFolder)
  }

  async firstPage(): Promise<RoomPage> {
    return this.#pageOf(await this.electron.firstWindow({ timeout: launchLimitMs }))
  }

  /** The page of the window that `action` opens. */
  async pageOpenedBy(action: () => Promise<unknown>): Promise<RoomPage> {
    const [page] = await Promise.all([this.electron.waitForEvent('window'), action()])
    return this.#pageOf(page)
  }

  /** Notes which processes belong to the program, so that none may be left. */
  look(): void {
    for (const mark of processTree(this.pid)) this.#seen.set(mark.id, mark)
  }

  /** What the pages complained of on their consoles, refusals by the policy above all. */
  complaints(): Promise<string[]> {
    return this.electron.evaluate(() => (globalThis as Hooked).warRoomTest.complaints)
  }

  liveSessions(): Promise<string[]> {
    return this.electron.evaluate(() => (globalThis as Hooked).warRoomTest.registry.liveSessions)
  }

  /** A session's state as main has it. */
  async state(session: string): Promise<SessionState> {
    const state = await this.electron.evaluate(
      (_electron, id) => (globalThis as Hooked).warRoomTest.registry.feed(id)?.state() ?? null,
      session
    )
    if (state === null) throw new Error(`no session ${session}`)
    return state
  }

  /** From now on writes a session's events to a file that outlives the program. */
  async record(session: string): Promise<string> {
    const file = join(this.folder, `${session}.jsonl`)
    await this.electron.evaluate(
      (_electron, [id, path]) => (globalThis as Hooked).warRoomTest.record(id, path),
      [session, file] as const
    )
    return file
  }

  /** Waits for the end that something else brings about, and looks for what it left. */
  async gone(): Promise<{ code: number | null; signal: string | null }> {
    this.#awaited = true
    return this.#end()
  }

  async #end(): Promise<{ code: number | null; signal: string | null }> {
    const hung = setTimeout(() => this.#child.kill('SIGKILL'), exitLimitMs)
    const end = await this.exited
    clearTimeout(hung)
    await this.#assertNothingLeft()
    return end
  }

  /**
   * Ends the program, unless the test has, as a person does who is asked nothing; checks that it
   * was sound and left nothing, and removes its profile. `expected` are complaints that the test
   * itself has brought about.
   */
  async close({ expected = /^$/ }: { expected?: RegExp } = {}): Promise<void> {
    const alive = this.#child.exitCode === null && this.#child.signalCode === null
    const heard = alive ? await this.complaints().catch(() => []) : []
    if (alive) await this.quit()
    const end = await this.#end()
    if (this.#ownsFolder) rmSync(this.folder, { recursive: true, force: true })
    const unexpected = heard.filter((complaint) => !expected.test(complaint))
    expect(unexpected, 'complaints of a page').toEqual([])
    if (!this.#awaited) expect(end, this.stderr.join('')).toEqual({ code: 0, signal: null })
  }

  /** Kills it without a word, as the system does when it runs out of memory. */
  async kill(): Promise<void> {
    this.look()
    this.#child.kill('SIGKILL')
    expect(await this.gone()).toEqual({ code: null, signal: 'SIGKILL' })
  }

  /** Chooses an item of the menu bar. */
  async menu(item: string): Promise<void> {
    await this.electron.evaluate(
      ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
      item
    )
  }

  /** As a key press or another process does. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Asks the program to quit. The answer to this call may be lost with it. */
  async quit(): Promise<void> {
    this.look()
    await this.electron.evaluate(({ app }) => app.quit()).catch(() => undefined)
  }

  async #pageOf(page: Page): Promise<RoomPage> {
    await page.getByTestId('subject-input').waitFor({ timeout: launchLimitMs })
    this.look()
    return new RoomPage(page)
  }

  async #assertNothingLeft(): Promise<void> {
    const marks = [...this.#seen.values()]
    const deadline = performance.now() + exitLimitMs
    while (stillRunning(marks).length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    }
    expect(stillRunning(marks), 'processes left behind').toEqual([])
  }
}

/** Starts the built program. As root it runs without Chromium's sandbox, which refuses root. */
export const launchRoom = async (options: LaunchOptions = {}): Promise<RoomApp> => {
  const folder = options.folder ?? makeProfile(options.settings)
  const { as, keyRing } = options
  const electron = await _electron.launch({
    args: [
      ...(keyRing === undefined ? [] : [`--require=${ownPasswordStore}`]),
      as?.program ?? projectFolder,
      `--user-data-dir=${folder}`,
      `--${testSwitch}`,
      '--lang=en-US',
      ...(options.arguments ?? [])
    ],
    cwd: folder,
    chromiumSandbox: !isRoot || as !== undefined,
    timeout: launchLimitMs,
    env: {
      ...(process.env as Record<string, string>),
      ...as?.environment,
      ...keyRing?.environment
    },
    ...(as === undefined ? {} : { executablePath: as.executable })
  })
  return new RoomApp(electron, folder, options.folder === undefined)
}
