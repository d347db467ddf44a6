import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The built terminal room; `npm test` builds before it tests. */
const program = fileURLToPath(new URL('../../../out/main/headless.js', import.meta.url))

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves when stdout holds `text`; rejects when the room ends without it. */
  printed(text: string): Promise<void>
}

const running = new Set<ChildProcess>()

/** Ends what a failed test left running. */
export const killRunning = (): void => {
  for (const child of running) child.kill('SIGKILL')
}

/** Starts the terminal room as a process of its own, its stdout a pipe. */
export const startHeadless = (
  args: readonly string[],
  { environment = {}, folder }: { environment?: Record<string, string>; folder: string }
): Running => {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      running.delete(child)
      resolve({ code, signal, stdout, stderr })
    })
  })
  const printed = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stdout.includes(text)) resolve()
      }
      look()
      child.stdout.on('data', look)
      void ended.then(() => {
        look()
        reject(new Error(`ended without printing ${text}: ${stderr}`))
      })
    })
  return { child, ended, printed }
}

export const runHeadless = (...given: Parameters<typeof startHeadless>): Promise<Ended> =>
  startHeadless(...given).ended
