import { CancelScope } from '../../kernel/abort'
import type { Clock } from '../../kernel/clock'
import type { Disposable } from '../../kernel/disposables'
import { errorShape } from '../../kernel/errors'
import type { Log } from '../../kernel/log'
import { errorCodes, type ErrorShape } from '../../../preload/contract/errors'
import type { UpdateNews } from './update-news'
import type { UpdateFinding, UpdaterPort } from './updater-port'

/** The first check comes when the program has settled, the next ones each day that it runs. */
export const firstCheckMs = 10_000
export const checkEveryMs = 24 * 60 * 60 * 1_000

export interface UpdatesOptions {
  clock: Clock
  /** Loaded with the first check, so that a start does not wait for it. */
  load: (lifetime: { signal: AbortSignal }) => Promise<UpdaterPort>
  sessions: { readonly liveSessions: readonly string[]; onChanged(handler: () => void): Disposable }
  dialogs: {
    /** Whether to restart now. */
    offer(offer: { version: string; bytes: number | null }): Promise<boolean>
    tell(news: UpdateNews): Promise<void>
  }
  /** Ends the program in order, has `install` done as the last thing, and exits. */
  restart: (install: () => Promise<void>) => Promise<void>
  /** What an error says to a person. */
  errorText: (error: ErrorShape) => string
  /** Tells every window. */
  notify: (error: ErrorShape) => void
  log: Log
}

type Newer = Extract<UpdateFinding, { kind: 'newer' }>

/** What is done once at a time: whoever comes while it is being done waits for the same. */
class Single<T> {
  #doing: Promise<T> | null = null

  do(work: () => Promise<T>): Promise<T> {
    this.#doing ??= work().finally(() => (this.#doing = null))
    return this.#doing
  }

  async settled(): Promise<void> {
    await this.#doing?.catch(() => undefined)
  }
}

/**
 * Looks for a newer version soon after the start and each day, fetches it, and asks before the
 * program restarts: only while no session runs or waits, and once a run unless a person asks.
 */
export class Updates {
  readonly #options: UpdatesOptions
  readonly #scope = new CancelScope(null)
  readonly #checking = new Single<UpdateFinding>()
  readonly #downloading = new Single<void>()
  #updater: Promise<UpdaterPort> | null = null
  #timer: Disposable
  #waiting: Disposable | null = null
  /** Fetched and found right. */
  #ready: Newer | null = null
  #asking = false
  #later = false
  #told: string | null = null

  constructor(options: UpdatesOptions) {
    this.#options = options
    this.#timer = this.#after(firstCheckMs)
  }

  /** A check that a person asked for: whatever it comes to is told. */
  async checkNow(): Promise<void> {
    if (this.#asking || this.#closed) return
    this.#later = false
    const { dialogs } = this.#options
    try {
      const finding = await this.#check()
      if (this.#closed) return
      if (finding.kind !== 'newer') await dialogs.tell({ kind: 'none' })
      else if (!finding.installs) await dialogs.tell({ ...finding, kind: 'elsewhere' })
      else await this.#fetchFor(finding)
    } catch (error) {
      this.#failed(error)
      if (this.#closed) return
      const reason = this.#options.errorText(errorShape(error))
      await dialogs.tell({ kind: 'failed', reason })
    }
  }

  /** Ends what is being asked and fetched; from then on nothing is. */
  async close(): Promise<void> {
    this.#timer.dispose()
    this.#waiting?.dispose()
    this.#scope.cancel('shutdown')
    await Promise.all([this.#checking.settled(), this.#downloading.settled()])
    this.#scope.dispose()
  }

  get #closed(): boolean {
    return this.#scope.signal.aborted
  }

  #after(delayMs: number): Disposable {
    return this.#options.clock.after(delayMs, () => void this.#look())
  }

  async #look(): Promise<void> {
    try {
      const finding = await this.#check()
      if (finding.kind === 'newer' && finding.installs) {
        await this.#fetch(finding)
        this.#offer()
      } else if (finding.kind === 'newer') this.#tellOnce(finding.version)
    } catch (error) {
      this.#failed(error)
    }
    if (!this.#closed) this.#timer = this.#after(checkEveryMs)
  }

  #check(): Promise<UpdateFinding> {
    return this.#checking.do(async () => {
      const updater = await this.#load()
      const finding = await updater.check()
      const { kind, version } = finding
      this.#options.log.write('info', 'updates.checked', { found: kind, version })
      return finding
    })
  }

  #load(): Promise<UpdaterPort> {
    const { signal } = this.#scope
    this.#updater ??= this.#options.load({ signal }).catch((error: unknown) => {
      this.#updater = null
      throw error
    })
    return this.#updater
  }

  #fetch(finding: Newer): Promise<void> {
    return this.#downloading.do(async () => {
      if (this.#ready?.version === finding.version) return
      const updater = await this.#load()
      await updater.download()
      this.#ready = finding
      this.#options.log.write('info', 'updates.downloaded', { version: finding.version })
    })
  }

  /** Says that it is on its way, and what becomes of it. */
  async #fetchFor(finding: Newer): Promise<void> {
    const { dialogs, sessions } = this.#options
    const { version } = finding
    if (this.#ready?.version !== version) {
      const fetching = this.#fetch(finding)
      fetching.catch(() => undefined)
      await dialogs.tell({ kind: 'downloading', version })
      await fetching
    }
    const running = sessions.liveSessions.length
    this.#offer()
    if (running > 0) await dialogs.tell({ kind: 'waiting', version, running })
  }

  /** Asks now, or when the last session has ended. */
  #offer(): void {
    const { sessions } = this.#options
    if (this.#ready === null || this.#later || this.#asking || this.#closed) return
    if (sessions.liveSessions.length === 0) {
      this.#ask(this.#ready).catch((error: unknown) => this.#failed(error))
      return
    }
    this.#waiting ??= sessions.onChanged(() => {
      if (sessions.liveSessions.length > 0) return
      this.#waiting?.dispose()
      this.#waiting = null
      this.#offer()
    })
  }

  async #ask({ version, bytes }: Newer): Promise<void> {
    const { dialogs, sessions, log, restart } = this.#options
    this.#asking = true
    const now = await dialogs.offer({ version, bytes }).finally(() => (this.#asking = false))
    log.write('info', 'updates.asked', { version, now })
    if (this.#closed) return
    this.#later = !now
    // One that was started while the question stood is not ended by its answer.
    if (!now || sessions.liveSessions.length > 0) {
      this.#offer()
      return
    }
    const updater = await this.#load()
    await restart(() => updater.install())
  }

  /** Where the program does not install itself, a newer version is told in the windows. */
  #tellOnce(version: string): void {
    if (this.#told === version || this.#closed) return
    this.#told = version
    const message = `Version ${version} is out.`
    const parameters = { version }
    this.#options.notify({ code: errorCodes.updatesNewer, message, retryable: false, parameters })
  }

  #failed(error: unknown): void {
    if (this.#closed) return
    const { code } = errorShape(error)
    this.#options.log.write('warning', 'updates.failed', { code })
  }
}
