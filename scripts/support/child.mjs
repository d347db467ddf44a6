import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { SetupError } from './setup-error.mjs'

const FORWARDED = ['SIGTERM', 'SIGHUP']
const SIGNAL_BASE = 128

/**
 * Runs a program with our own stdin, stdout and stderr, and resolves with its exit code: 128 + n when
 * signal n ended it. Ctrl-C reaches the program from the terminal, as it is in our process group, so
 * SIGINT is only outlived here, never sent a second time. A SIGINT sent to us alone is passed on.
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function runChild(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options })
    const stop = keepAlive(child)
    child.on('error', (cause) => {
      stop()
      reject(new SetupError(`${file} cannot be started (${cause.code}).`, { cause }))
    })
    child.on('close', (code, signal) => {
      stop()
      resolve(code ?? SIGNAL_BASE + (constants.signals[signal] ?? 0))
    })
  })
}

/** Runs a Node script of this project, with this Node. */
export function runNode(script, args, options = {}) {
  return runChild(process.execPath, [script, ...args], options)
}

function keepAlive(child) {
  const handlers = FORWARDED.map((signal) => [signal, () => child.kill(signal)])
  // On a terminal the program has had the same Ctrl-C; without one only we were signalled.
  handlers.push(['SIGINT', () => (process.stdin.isTTY ? undefined : child.kill('SIGINT'))])
  for (const [signal, handler] of handlers) {
    process.on(signal, handler)
  }
  return () => {
    for (const [signal, handler] of handlers) {
      process.off(signal, handler)
    }
  }
}
