import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProject, projectRoot } from './project.mjs'
import { countSuite } from './test-summary.mjs'

// Far above what a suite takes; a suite that hangs must still end with a last line.
const SUITE_LIMIT_MS = 20 * 60 * 1000
const SIGNAL_BASE = 128

/**
 * Runs one vitest suite in a process group of its own, and counts its tests.
 * @param {{ config: string, args?: string[], limitMs?: number }} suite
 * @returns {Promise<{ passed: number, failed: number, exitCode: number }>}
 */
export async function runSuite({ config, args = [], limitMs = SUITE_LIMIT_MS }) {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-test-'))
  const report = join(folder, 'report.json')
  const vitest = [
    inProject('node_modules', 'vitest', 'vitest.mjs'),
    ...['run', '--config', config, '--reporter=default', '--reporter=json'],
    ...[`--outputFile.json=${report}`, ...args]
  ]
  try {
    const exitCode = await runGroup([process.execPath, ...vitest], limitMs)
    return { ...countSuite(readReport(report), exitCode), exitCode }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a command as a process group, so that whatever it started ends with it. */
function runGroup([file, ...args], limitMs) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: projectRoot,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'inherit', 'inherit']
    })
    const pass = (signal) => signalGroup(child, signal)
    const timer = setTimeout(() => {
      process.stdout.write(`The suite did not end within ${limitMs / 60_000} minutes.\n`)
      pass('SIGKILL')
    }, limitMs)
    const end = (code) => {
      clearTimeout(timer)
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      pass('SIGKILL')
      resolve(code)
    }
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    child.on('error', (error) => {
      process.stdout.write(`${file} cannot be started (${error.code}).\n`)
      end(1)
    })
    child.on('close', (code, signal) => end(code ?? SIGNAL_BASE + constants.signals[signal]))
  })
}

function signalGroup(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch {
    // The group is gone already.
  }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
