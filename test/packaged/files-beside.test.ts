import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtPackages } from './support/built'

const { folder, checksums, billOfMaterials, archive, version } = builtPackages()

describe('the sums of the packages', () => {
  const lines = readFileSync(checksums, 'utf8').trimEnd().split('\n')
  const named = lines.map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line)?.slice(1) ?? [])

  it('name every file that is given out, and no other', () => {
    const given = readdirSync(folder).filter(
      (name) =>
        statSync(join(folder, name)).isFile() && /^war-room/.test(name) && !name.endsWith('.sig')
    )
    expect(named.map(([, name]) => name).sort()).toEqual(given.sort())
  })

  it('match what they name', () => {
    for (const [sum, name = ''] of named) {
      const bytes = readFileSync(join(folder, name))
      expect([name, createHash('sha256').update(bytes).digest('hex')]).toEqual([name, sum])
    }
  })
})

describe('the bill of materials', () => {
  const bill = JSON.parse(readFileSync(billOfMaterials, 'utf8')) as {
    bomFormat: string
    specVersion: string
    metadata: { component: { name: string; version: string } }
    components: { name: string; purl?: string; licenses?: unknown[] }[]
  }

  it('is of this program and version', () => {
    expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.6'])
    expect(bill.metadata.component.name).toMatch(/war-?room/i)
    expect(bill.metadata.component.version).toBe(version)
  })

  it('names Electron and the packages within, each with its licence', () => {
    const names = bill.components.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['electron', 'vue', 'zod', 'sqlite']))
    expect(bill.components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([])
  })
})

describe('the archive', () => {
  it('holds the same program as the unpacked folder', () => {
    const list = spawnSync('tar', ['-tzf', archive], { encoding: 'utf8' }).stdout
    const entries = list.split('\n').map((line) => line.replace(/^[^/]*\//, ''))
    for (const name of ['war-room', 'resources/app.asar', 'chrome-sandbox']) {
      expect(entries).toContain(name)
    }
    expect(basename(archive)).toContain(version)
  })
})
