import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audit } from '../../scripts/audit.mjs'
import { judgeAudit } from '../../scripts/support/audit-report.mjs'

const advisory = (name: string, severity: string, id: string): object => ({
  id: 1,
  url: `https://example.org/advisories/${id}`,
  title: `${name} lets anyone in`,
  severity,
  vulnerable_versions: '<2.0.0',
  cwe: [],
  cvss: { score: 0, vectorString: null }
})
const weaknesses = {
  needed: [advisory('needed', 'high', 'GHSA-needed')],
  bundled: [advisory('bundled', 'critical', 'GHSA-bundled')],
  tool: [advisory('tool', 'critical', 'GHSA-tool')],
  slight: [advisory('slight', 'moderate', 'GHSA-slight')]
}
const locked = (dev: boolean): object => ({ version: '1.0.0', integrity: 'sha512-AA==', dev })
const lock = {
  name: 'thing',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'thing', version: '1.0.0', dependencies: { needed: '1.0.0', slight: '1.0.0' } },
    'node_modules/needed': locked(false),
    'node_modules/slight': locked(false),
    'node_modules/bundled': locked(true),
    'node_modules/tool': locked(true)
  }
}
const shipped = ['node_modules/bundled']
const today = '2026-06-15'

describe('an audit', () => {
  let folder: string
  let registry: Server
  let env: NodeJS.ProcessEnv
  let answersAudits: boolean

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'war-room-audit-'))
    writeFileSync(join(folder, 'package.json'), JSON.stringify(lock.packages['']))
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
    registry = createServer((request, response) => {
      const name = request.url?.slice(1) ?? ''
      if (request.url?.endsWith('/advisories/bulk') === true) {
        response.statusCode = answersAudits ? 200 : 405
        response.end(answersAudits ? JSON.stringify(weaknesses) : '')
        return
      }
      const versions = { '1.0.0': { name, version: '1.0.0' } }
      response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions }))
    })
    await new Promise<void>((done) => registry.listen(0, '127.0.0.1', done))
    const { port } = registry.address() as AddressInfo
    env = {
      ...process.env,
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: join(folder, 'cache')
    }
  })

  afterEach(async () => {
    registry.closeAllConnections()
    await new Promise((done) => registry.close(done))
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (): ReturnType<typeof audit> =>
    audit({ projectFolder: folder, shipped, today, reviewed: [], env })

  it('fails for what is grave and needed at run time, a bundled development package included', async () => {
    answersAudits = true
    expect(await run()).toEqual({
      ok: false,
      lines: [
        'bundled, critical: bundled lets anyone in (GHSA-bundled)',
        'needed, high: needed lets anyone in (GHSA-needed)',
        'Audit: 2 to settle, 0 reviewed'
      ]
    })
  })

  it('says in one line that a registry does not answer audits, and fails nothing', async () => {
    answersAudits = false
    expect(await run()).toEqual({
      ok: true,
      lines: ['Audit: nothing was checked, the registry gives no answer (405)']
    })
  })
})

describe('a report', () => {
  const via = (severity: string): object[] => [
    { url: 'https://example.org/GHSA-1', title: 'A hole', severity }
  ]
  const report = (severity: string): object => ({
    auditReportVersion: 2,
    vulnerabilities: {
      thing: { name: 'thing', via: via(severity), nodes: ['node_modules/thing'] },
      user: { name: 'user', via: ['thing'], nodes: ['node_modules/user'] }
    }
  })
  const paths = new Set(['node_modules/thing', 'node_modules/user'])
  const judge = (severity: string, until?: string): ReturnType<typeof judgeAudit> =>
    judgeAudit(report(severity), {
      paths,
      today,
      reviewed: until === undefined ? [] : [{ advisory: 'GHSA-1', until, reason: 'unreachable' }]
    })

  it('names a weakness once, however many packages it is in', () => {
    expect(judge('high').lines).toEqual([
      'thing, high: A hole (GHSA-1)',
      'Audit: 1 to settle, 0 reviewed'
    ])
    expect(judge('moderate')).toEqual({ ok: true, lines: ['Audit: 0 to settle, 0 reviewed'] })
  })

  it('lets a reviewed weakness pass until its last day, and not the day after', () => {
    expect(judge('high', today)).toEqual({ ok: true, lines: ['Audit: 0 to settle, 1 reviewed'] })
    expect(judge('high', '2026-06-14').lines[0]).toBe(
      'GHSA-1 was reviewed until 2026-06-14: look at it again'
    )
    expect(judge('high', '2026-06-14').ok).toBe(false)
  })

  it('fails for a review of what is no longer found', () => {
    expect(judge('low', '2026-12-31').ok).toBe(false)
  })

  it.each([
    [{ message: 'request failed, reason: connect ECONNREFUSED 127.0.0.1:9', error: {} }],
    [{ message: 'network timeout at: http://127.0.0.1:9/', error: {} }],
    [{ message: '503 Service Unavailable', statusCode: 503, error: {} }]
  ])('takes %j for a registry without an answer', (answer) => {
    expect(judgeAudit(answer, { paths, today, reviewed: [] }).ok).toBe(true)
  })

  it('is never taken for clean when npm itself could not make one', () => {
    const answer = { error: { code: 'ENOLOCK', summary: 'This command requires a lockfile.' } }
    expect(() => judgeAudit(answer, { paths, today, reviewed: [] })).toThrow(/requires a lockfile/)
  })
})

describe('the list of reviewed weaknesses', () => {
  it('has a reason and a last day for each', () => {
    const list = JSON.parse(readFileSync('docs/security/audit.json', 'utf8')) as unknown[]
    for (const entry of list) {
      expect(entry).toEqual({
        advisory: expect.stringMatching(/^GHSA-/) as string,
        until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
        reason: expect.stringMatching(/.{40,}/) as string
      })
    }
  })
})
