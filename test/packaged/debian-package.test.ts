import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { builtPackages } from './support/built'

const { deb } = builtPackages()
const bufferBytes = 64 * 1024 * 1024

const run = (command: string, ...words: string[]): { status: number | null; text: string } => {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    encoding: 'utf8',
    maxBuffer: bufferBytes
  })
  return { status, text: `${error?.message ?? ''}${stdout}${stderr}` }
}

describe('the Debian package', () => {
  it('has no error that lintian knows, and no override that is out of date', () => {
    const words = ['--tag-display-limit', '0', '--display-info', '--fail-on', 'error', deb]
    const { status, text } = run('lintian', ...words)
    const lines = text.split('\n')
    expect(lines.filter((line) => line.startsWith('E: '))).toEqual([])
    expect(lines.filter((line) => /(?:unused|mismatched|malformed)-override/.test(line))).toEqual(
      []
    )
    expect(status, text).toBe(0)
  })

  it('is the test of a release, which any release follows', () => {
    const version = run('dpkg-deb', '--field', deb, 'Version').text.trim()
    const [, release = ''] = /^(\d+\.\d+\.\d+)/.exec(version) ?? []
    const follows = spawnSync('dpkg', ['--compare-versions', version, 'le', release])
    expect([version, follows.status]).toEqual([version, 0])
  })
})
