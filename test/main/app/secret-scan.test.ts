import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { leaksInFiles, leaksInProcesses, secretsIn } from '../../support/secret-scan'

const secret = 'sk-planted-6f0c2a9d'
const other = 'sk-absent-11223344'

describe('the search for secrets (positive control of R19)', () => {
  it.runIf(process.platform === 'linux')(
    'finds one that was planted in a command line and one in an environment',
    async () => {
      const profile = '/nowhere/profile-of-the-search'
      const script = 'process.stdin.resume(); process.stdout.write("up")'
      const child = spawn(process.execPath, ['-e', script, '--', `${profile}/${secret}`], {
        env: { PLANTED: other }
      })
      try {
        await once(child.stdout, 'data')
        const found = (root: number): string[] =>
          leaksInProcesses(root, profile, [secret, other]).map(({ where }) => where)
        const places = [`cmdline of ${child.pid}`, `environ of ${child.pid}`]
        expect(found(child.pid ?? 0)).toEqual(places)
        // Not below this one any more: known by what it was started with.
        expect(found(-1)).toEqual(places)
        expect(leaksInProcesses(child.pid ?? 0, profile, ['sk-of-nobody-000'])).toEqual([])
      } finally {
        child.stdin.end()
        await once(child, 'exit')
      }
    }
  )

  it('finds one in a file below the folder, as text, UTF-16, hex and base64 at any place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'war-room-secrets-'))
    try {
      writeFileSync(join(folder, 'clean.bin'), `x${secret.slice(0, -1)}x`)
      expect(leaksInFiles(folder, [secret])).toEqual([])
      writeFileSync(join(folder, 'log.txt'), `x${secret}x`)
      expect(leaksInFiles(folder, [secret, other])).toEqual([
        { secret, where: join(folder, 'log.txt') }
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const spread = ['', 'a', 'ab', 'abc'].map((lead) => Buffer.from(`${lead}${secret}rest`))
    for (const bytes of spread) {
      expect(secretsIn(bytes.toString('base64'), [secret, other])).toEqual([secret])
      expect(secretsIn(bytes.toString('hex'), [secret, other])).toEqual([secret])
      expect(secretsIn(Buffer.from(bytes.toString(), 'utf16le'), [secret])).toEqual([secret])
    }
  })
})
