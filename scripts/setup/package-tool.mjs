import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { SetupError } from '../support/setup-error.mjs'

const RETRY_MS = 2000
const LOCKED_MS = 5 * 60 * 1000
const TAIL = 4000

/**
 * Runs apt-get or dpkg as root without questions. While another one holds the lock (somebody else's,
 * or one that a killed run had started) it is tried again.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} [onLine] hears each line of its output
 * @throws {SetupError} with the tool's own reason
 */
export async function runPackageTool(command, args, env, onLine = () => undefined) {
  const untilMs = performance.now() + LOCKED_MS
  for (;;) {
    const { code, words } = await runOnce(command, args, env, onLine)
    if (code === 0) {
      return
    }
    if (!/\block/i.test(words) || performance.now() > untilMs) {
      throw new SetupError(`${command} ${args[0]} failed (${code}): ${reasonIn(words)}`)
    }
    await delay(RETRY_MS)
  }
}

function runOnce(command, args, env, onLine) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let words = ''
    const keep = (chunk) => (words = (words + chunk).slice(-TAIL))
    child.stdout.on('data', keep)
    createInterface({ input: child.stdout }).on('line', onLine)
    child.stderr.on('data', keep)
    child.on('error', (cause) => reject(new SetupError(`${command} cannot be started.`, { cause })))
    child.on('close', (code, signal) => resolve({ code: code ?? signal, words }))
  })
}

function reasonIn(words) {
  const lines = words.trim().split('\n')
  const errors = lines.filter((line) => /^(?:E:|dpkg: error)/.test(line))
  return (errors.length > 0 ? errors : lines.slice(-1)).join(' ') || 'it gave no reason'
}
