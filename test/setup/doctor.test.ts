import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { examine, formatFindings } from '../../scripts/doctor.mjs'
import { ensureReady } from '../../scripts/setup.mjs'
import { formatTable } from '../../scripts/support/bench-table.mjs'

const looseNothingToDoMs = 10_000

describe('npm run doctor', () => {
  it('finds all that this clone needs, since the tests run on it', () => {
    const findings = examine()
    const names = findings.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['Node', 'dependencies', 'Electron', 'display', 'root', 'sandbox'])
    )
    expect(names).toEqual(expect.arrayContaining(['key store', 'Latin font', 'Chinese font']))
    const bad = findings.filter(({ status }) => status === 'bad')
    expect(bad, formatFindings(bad)).toEqual([])
  })

  it('says that an empty folder cannot run, and that npm start sets it up', () => {
    const empty = mkdtempSync(join(tmpdir(), 'war-room-doctor-'))
    const findings = examine({ projectFolder: empty, env: { PATH: '' } })
    rmSync(empty, { recursive: true })
    const lines = formatFindings(findings).split('\n')
    expect(lines.filter((line) => line.startsWith('BAD')).length).toBeGreaterThanOrEqual(2)
    expect(lines.find((line) => line.includes('Electron'))).toMatch(/no runtime; npm start/)
    expect(lines.find((line) => line.includes('display'))).toMatch(/^(note {2}display +none|ok)/)
  })
})

describe('a set-up with nothing to do', () => {
  it('is quick and says nothing', async () => {
    const said: string[] = []
    const startedMs = performance.now()
    await ensureReady({ talk: (line: string) => said.push(line) })
    expect(performance.now() - startedMs).toBeLessThan(looseNothingToDoMs)
    expect(said).toEqual([])
  })
})

describe('the table of benchmarks', () => {
  it('has metric, ours, baseline, ratio and aim in columns, and a verdict', () => {
    const row = { id: 'P7', metric: 'CPU a token', unit: 'µs', ours: 1.5, baseline: 12, aim: 1.6 }
    const slow = { ...row, id: 'P8', ours: 3, baseline: null }
    const lines = formatTable([row, slow]).split('\n')
    expect(lines[0]).toMatch(/^ +metric +ours +baseline +ratio +aim$/)
    expect(lines[1]).toMatch(/^P7 +CPU a token +1\.5 µs +12 µs +0\.125 +≤ 1\.6 µs +met$/)
    expect(lines[2]).toMatch(/^P8 .* – +– +≤ 1\.6 µs +missed$/)
  })
})
