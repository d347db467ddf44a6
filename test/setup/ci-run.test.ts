import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../../.ci/run', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-ci-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What npm prints and how it ends, by the suite that it is asked for. */
const runWith = (suites: { test: string; packaged: string }): { code: number; lines: string[] } => {
  const tool = (name: string, body: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const calls = join(folder, 'calls')
  tool(
    'npm',
    `echo "$*" >> ${calls}; case "$*" in *packaged*) ${suites.packaged} ;; *) ${suites.test} ;; esac`
  )
  tool('sudo', 'exit 1')
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` }
  const { status, stdout } = spawnSync('bash', [script], { env, encoding: 'utf8' })
  expect(readFileSync(calls, 'utf8').trimEnd().split('\n')).toHaveLength(2)
  return { code: status ?? -1, lines: stdout.trimEnd().split('\n') }
}

describe('the run of everything', () => {
  it('ends with the sum of both suites', () => {
    const { code, lines } = runWith({
      test: 'echo 300 passed, 0 failed',
      packaged: 'echo 40 passed, 0 failed'
    })
    expect(lines.at(-1)).toBe('340 passed, 0 failed')
    expect(code).toBe(0)
  })

  it('runs the packages’ tests after the first suite has failed, and fails', () => {
    const { code, lines } = runWith({
      test: 'echo 298 passed, 2 failed; exit 1',
      packaged: 'echo 40 passed, 0 failed'
    })
    expect(lines.at(-1)).toBe('338 passed, 2 failed')
    expect(code).toBe(1)
  })

  it('counts a suite without a last line as failed', () => {
    const { code, lines } = runWith({
      test: 'echo 300 passed, 0 failed',
      packaged: 'echo killed; exit 137'
    })
    expect(lines.at(-1)).toBe('300 passed, 1 failed')
    expect(code).toBe(137)
  })
})
