import { spawn } from 'node:child_process'
import { basename } from 'node:path'
import { SetupError } from '../support/setup-error.mjs'

// What a person may have set in the environment to reach their registry. Everything else that npm
// hands down to its scripts (its own command, prefix, loglevel, omit …) would change an inner npm.
const KEPT =
  /^npm_config_(?:\/\/|@|_auth|registry$|cache$|userconfig$|globalconfig$|ca$|cafile$|cert$|key$|proxy$|https?_proxy$|noproxy$|strict_ssl$|offline$|prefer_|fetch_|maxsockets$|ignore_scripts$|electron_)/i

/**
 * The environment for an npm that we start, whether or not we were started by npm ourselves.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment(env = process.env) {
  const result = {}
  for (const [name, value] of Object.entries(env)) {
    const fromNpm = /^npm_/i.test(name) || name === 'INIT_CWD' || name === 'NODE_ENV'
    if (!fromNpm || KEPT.test(name)) {
      result[name] = value
    }
  }
  return result
}

/**
 * Command and first arguments that start npm: the npm that started us, or the one on the path.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ file: string, args: string[], shell: boolean }}
 */
export function npmCommand(env = process.env) {
  const script = env.npm_execpath
  if (script && /^npm-cli\.[cm]?js$/.test(basename(script))) {
    return { file: process.execPath, args: [script], shell: false }
  }
  return { file: 'npm', args: [], shell: process.platform === 'win32' }
}

/**
 * Runs npm and resolves with what it wrote.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, onStart?: (pid: number) => unknown }} options
 * @throws {SetupError} with npm's own last words when it fails
 */
export function runNpm(args, { cwd, env = process.env, onStart }) {
  const npm = npmCommand(env)
  return new Promise((resolve, reject) => {
    const child = spawn(npm.file, [...npm.args, ...args], {
      cwd,
      env: npmEnvironment(env),
      shell: npm.shell,
      stdio: ['ignore', 'pipe', 'pipe']
    })
    if (child.pid !== undefined) {
      onStart?.(child.pid)
    }
    const output = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => (output.stdout += chunk))
    child.stderr.on('data', (chunk) => (output.stderr += chunk))
    child.on('error', (cause) => reject(new SetupError('npm cannot be started.', { cause })))
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(output)
        return
      }
      const message = `npm ${args[0]} failed (${signal ?? code}): ${lastWords(output)}`
      reject(new SetupError(message, { code: 'npm' }))
    })
  })
}

/** npm's settings, secrets left out by npm itself; empty when npm cannot say. */
export async function npmConfig(cwd) {
  try {
    const { stdout } = await runNpm(['config', 'list', '--json'], { cwd })
    return JSON.parse(stdout)
  } catch {
    return {}
  }
}

function lastWords({ stdout, stderr }) {
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('A complete log'))
  return lines.slice(0, 4).join(' ') || 'it gave no reason'
}
