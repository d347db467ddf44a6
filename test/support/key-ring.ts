import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endProcess } from './end-process'
import { eventually } from './stream-page'

const firstLine = async (child: ChildProcess): Promise<string> => {
  for await (const chunk of child.stdout ?? []) return String(chunk).trim()
  throw new Error('it ended without a word')
}

/** GNOME's own key store on a bus of its own, unlocked, with nobody's keys in it. */
export class KeyRing {
  readonly folder = mkdtempSync(join(tmpdir(), 'war-room-keyring-'))
  readonly #children: ChildProcess[] = []
  #address = ''

  static async start(): Promise<KeyRing> {
    const ring = new KeyRing()
    await ring.#open()
    return ring
  }

  /** For a program that shall find it, as on a GNOME desktop. */
  get environment(): Record<string, string> {
    return {
      XDG_CURRENT_DESKTOP: 'GNOME',
      DBUS_SESSION_BUS_ADDRESS: this.#address,
      XDG_DATA_HOME: join(this.folder, 'share'),
      XDG_RUNTIME_DIR: join(this.folder, 'run')
    }
  }

  async close(): Promise<void> {
    for (const child of this.#children.reverse()) await endProcess(child)
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #open(): Promise<void> {
    mkdirSync(join(this.folder, 'run'), { mode: 0o700 })
    mkdirSync(join(this.folder, 'share'))
    const bus = this.#run('dbus-daemon', ['--session', '--nofork', '--print-address=1'])
    this.#address = await firstLine(bus)
    const keys = this.#run('gnome-keyring-daemon', [
      '--unlock',
      '--foreground',
      '--components=secrets'
    ])
    keys.stdin?.end('of this test alone')
    await eventually(() => this.#names().includes('org.freedesktop.secrets'))
  }

  /** Who is on the bus. */
  #names(): string {
    const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus']
    const list = ['/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames']
    const env = { ...process.env, ...this.environment }
    return spawnSync('dbus-send', [...ask, ...list], { env, encoding: 'utf8' }).stdout
  }

  #run(program: string, words: string[]): ChildProcess {
    const env = { ...process.env, ...this.environment, HOME: this.folder }
    const child = spawn(program, words, { env, stdio: ['pipe', 'pipe', 'ignore'] })
    this.#children.push(child)
    return child
  }
}
