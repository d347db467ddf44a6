import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../main/kernel/clock'
import { deferred } from '../../../main/kernel/deferred'
import { silentLog } from '../../../main/kernel/log'
import { openStorage } from '../../../main/storage/storage'
import type { RoomJson } from '../../../main/terminal/room-json'
import { startModelServer, type ModelFault, type ModelServer } from '../../support/model-server'
import { profileOn, startWires, wireKinds } from '../../support/model-wires'
import { killRunning, runHeadless, startHeadless, type Ended } from './headless-child'

const canary = 'sk-canary-5f1d9c3b7a'
const block = '```json\n{"stance":"buy","p":0.61,"confidence":0.7,"claims":[],"changes":[]}\n```'
const answer: ModelFault = {
  do: 'answer',
  chunks: ['The close stands [F1]. ', 'More cannot be told.\n\n', block],
  usage: [1_200, 90]
}

let folder = ''
let server: ModelServer
/** Resolves with the first request. */
let asked: Promise<void>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-model-'))
})
afterEach(async () => {
  killRunning()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A provider whose answer goes by what the model is told to be: "Scout", "Bear" and so on. */
const startProvider = async (faults: Record<string, ModelFault> = {}): Promise<void> => {
  const first = deferred<void>()
  asked = first.promise
  server = await startModelServer((request) => {
    first.resolve()
    const body = server.bodies[request - 1] ?? ''
    const who = Object.keys(faults).find((role) => body.includes(`"You are ${role}.`))
    return (who === undefined ? undefined : faults[who]) ?? answer
  })
}

const environment = { CANARY_KEY: canary }
const optionsOf = (options: readonly string[]): string[] => [
  ...['SP500', '--as-of', '2008-09-12'],
  ...['--provider', 'openai-compatible', '--base-url', server.baseUrl],
  ...['--model', 'scripted-1', '--api-key-env', 'CANARY_KEY'],
  ...['--json', 'a.json', '--report', 'a.md', ...options]
]
const room = (...options: string[]): Promise<Ended> =>
  runHeadless(optionsOf(options), { folder, environment })
const readText = (name: string): string => readFileSync(join(folder, name), 'utf8')
const readJson = (name = 'a.json'): RoomJson => JSON.parse(readText(name)) as RoomJson
const roleOf = ({ roles }: RoomJson, id: string): RoomJson['roles'][number] => {
  const found = roles.find(({ role }) => role === id)
  if (found === undefined) throw new Error(`no role ${id}`)
  return found
}

describe('the terminal room over each wire', () => {
  it.each(wireKinds)('of %s has its answer from the built program', async (kind) => {
    await startProvider()
    const mock = await startWires()
    const usage = { prompt_tokens: 1_000, completion_tokens: 500, total_tokens: 1_500 }
    mock.onMessage(/./, { content: `The close stands [F1].\n${block}`, usage })
    const { baseUrl } = profileOn(mock.url, kind)
    const address = ['--provider', kind, '--base-url', baseUrl ?? '', '--model', 'm1']
    const key = ['--api-key-env', 'CANARY_KEY', '--role-provider', 'bull=model']
    const args = ['SP500', ...address, ...key, '--json', 'a.json']
    const { code } = await runHeadless(args, { folder, environment })
    await mock.stop()
    expect(code).toBe(0)
    expect(roleOf(readJson(), 'bull')).toMatchObject({
      ...{ status: 'ok', stance: 'buy', p: 0.61, text: 'The close stands [F1].\n' },
      model: { provider: kind, model: 'm1', usage: { inputTokens: 1_000, outputTokens: 500 } }
    })
  })
})

describe('the terminal room with a model', () => {
  it('has every role answered by it, and files their p under its name, none of the room', async () => {
    await startProvider()
    const { code, stdout, stderr } = await room('--price-in', '1', '--price-out', '2')
    expect([code, stderr]).toEqual([0, ''])
    expect(server.requests).toBe(9)
    const result = readJson()
    for (const { role, status, stance, p, model } of result.roles) {
      expect([role, status, stance, p]).toEqual([role, 'ok', 'buy', 0.61])
      expect(model).toMatchObject({ analyst: 'model', model: 'scripted-1', takeovers: [] })
      expect(model?.prompts).toEqual([
        { attempt: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }
      ])
      expect(model?.usage).toMatchObject({ inputTokens: 1_200, outputTokens: 90 })
    }
    // The desk votes all the same: none of these p is in the room's.
    expect(result.summary?.lines.map(({ role }) => role)).toHaveLength(4)
    expect(result.summary?.p).not.toBeCloseTo(0.61, 2)
    const stated = result.forecasts.filter(({ method }) => method.startsWith('model/'))
    expect(stated.map(({ role, p }) => [role, p])).toEqual(
      result.roles.map(({ role }) => [role, 0.61])
    )
    // 9 · (1,200 · 1 + 90 · 2) / 1,000,000 = 0.01242.
    expect(stdout).toContain('11,610 tokens · $0.0124')
    expect(stdout).toContain('1,290 tokens · $0.0014')
    expect(stdout).not.toContain('```')
    expect(stdout).toContain('Answers of models')
  })

  it('leaves all other roles as they are without it', async () => {
    await startProvider()
    await room('--role-provider', 'bull=model')
    const one = readJson()
    expect(server.requests).toBe(1)
    expect(roleOf(one, 'bull').model?.analyst).toBe('model')
    const asOf = ['SP500', '--as-of', '2008-09-12']
    await runHeadless([...asOf, '--json', 'desk.json'], { folder })
    const desk = readJson('desk.json')
    expect(roleOf(one, 'quant').text).toBe(roleOf(desk, 'quant').text)
    expect(one.summary?.p).toBe(desk.summary?.p)
    expect(one.summary?.stanceLine).toBe(desk.summary?.stanceLine)
    expect(desk.roles.every(({ model }) => model === undefined)).toBe(true)
  })

  it('keeps a p that a model states as a voter out of the room', async () => {
    await startProvider()
    await room('--role-provider', 'quant=model')
    const { summary, forecasts } = readJson()
    const ofDesk = summary?.lines.find(({ role }) => role === 'quant')?.p
    expect(ofDesk).not.toBeCloseTo(0.61, 2)
    const filed = forecasts.filter(({ role }) => role === 'quant')
    expect(filed.map(({ p, method }) => [p, method])).toEqual([
      [ofDesk, expect.stringMatching(/^desk\//)],
      [0.61, 'model/1: p as stated in the answer']
    ])
    expect(forecasts.find(({ role }) => role === 'room')?.method).toContain('quant')
  })

  it('loses one role to a connection that breaks, with its text kept, and ends with 0', async () => {
    await startProvider({ Bear: { do: 'reset-mid-text' } })
    const { code } = await room()
    expect(code).toBe(0)
    const result = readJson()
    expect(roleOf(result, 'bear')).toMatchObject({ status: 'error', text: 'The answer begins' })
    const others = result.roles.filter(({ role }) => role !== 'bear')
    expect(others.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'ok'))
    expect(result.terminal).toMatchObject({ type: 'session.completed' })
  })

  it('lets the desk answer where the key is refused, says so, and tells the key to nobody', async () => {
    const message = `Incorrect API key provided: ${canary}`
    const refused: ModelFault = { do: 'status', status: 401, message }
    await startProvider({ 'the Scout': refused, Bull: refused })
    const kept = ['--data', 'kept', '--log-level', 'debug']
    const { code, stdout, stderr } = await room(...kept, '--lang', 'zh-TW')
    expect(code).toBe(0)
    const scout = roleOf(readJson(), 'scout')
    expect(scout).toMatchObject({ status: 'ok', model: { analyst: 'desk', model: null } })
    expect(scout.model?.takeovers).toEqual([
      { from: 'model', to: 'desk', reason: 'provider.bad-key' }
    ])
    expect(stdout).toContain('斥候：改由研究台回答（provider.bad-key）')
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    const bytes = files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name)))
    expect(bytes.length).toBeGreaterThan(4)
    for (const each of bytes) expect(each.includes(canary)).toBe(false)
    expect(stdout + stderr).not.toContain(canary)
    expect(server.bodies.join('')).not.toContain(canary)
  })

  it.each(['hang-before-headers', 'hang-before-text', 'hang-mid-text', 'endless'] as const)(
    'closes every socket at Ctrl-C: %s',
    async (fault) => {
      await startProvider({ 'the Scout': { do: fault } })
      const { child, ended } = startHeadless(optionsOf([]), { folder, environment })
      await asked
      child.kill('SIGINT')
      expect((await ended).code).toBe(130)
      await server.idle()
      const result = readJson()
      expect(roleOf(result, 'scout').status).toBe('cancelled')
      expect(result.terminal).toMatchObject({ type: 'session.cancelled', reason: 'user' })
    }
  )

  it('keeps what it was asked: the session is shown again in the very bytes of its run', async () => {
    await startProvider({ 'the Scout': { do: 'status', status: 404, message: 'no such model' } })
    const ran = await room('--data', 'kept', '--price-in', '1', '--price-out', '2')
    const { session } = readJson()
    const files = ['--json', 'b.json', '--report', 'b.md']
    await runHeadless(['show', session, '--data', 'kept', ...files], { folder })
    expect(readText('b.json')).toBe(readText('a.json'))
    expect(readText('b.md')).toBe(readText('a.md'))
    const { stdout } = await runHeadless(['show', session, '--data', 'kept'], { folder })
    expect(stdout).toBe(ran.stdout.replace(/^Written: .*\n/gm, ''))
  })

  it('has its forecasts on record under provider and model, beside the desk’s own', async () => {
    await startProvider()
    await room('--data', 'kept', '--role-provider', 'bull=model', '--provider-name', 'local')
    const workerFile = fileURLToPath(
      new URL('../../../out/main/storage.worker.js', import.meta.url)
    )
    const options = { folder: join(folder, 'kept'), workerFile, clock: systemClock }
    const storage = await openStorage({ ...options, log: silentLog, readOnly: true })
    const every = { subject: null, state: null, after: null, until: null }
    const found = await storage.ledger.find(every)
    await storage.close()
    const of = (role: string) => found.filter((each) => each.role === role)
    expect(of('bull')).toMatchObject([{ provider: 'local', model: 'scripted-1', p: 0.61 }])
    expect(of('room')).toMatchObject([{ provider: null, model: null }])
  })

  it('marks what may be hindsight and files none of it', async () => {
    await startProvider()
    const { stdout } = await room('--role-provider', 'bull=model', '--known-until', '2024-06-01')
    expect(stdout).toContain('Bull · scripted-1 · may know what followed')
    const result = readJson()
    expect(roleOf(result, 'bull')).toMatchObject({ p: 0.61, model: { mayKnow: true } })
    expect(result.forecasts.map(({ role }) => role)).not.toContain('bull')
  })

  it('asks nothing that the budget does not hold, and goes on', async () => {
    await startProvider()
    const { code, stdout } = await room('--budget-tokens', '100', '--role-provider', 'bull=model')
    expect([code, server.requests]).toEqual([0, 0])
    expect(roleOf(readJson(), 'bull').status).toBe('error')
    expect(stdout).toContain('The budget does not allow Bull to go on.')
  })

  it('marks what it estimated where the provider does not count', async () => {
    await startProvider({ Bull: { do: 'answer', chunks: ['Nothing moved.'] } })
    const { stdout } = await room('--role-provider', 'bull=model')
    expect(stdout).toMatch(/total .* · ~[\d,]+ tokens/)
    expect(roleOf(readJson(), 'bull')).toMatchObject({ stance: null, p: null, status: 'ok' })
  })

  it('begins nothing without the key that it was told to use, and repeats no key', async () => {
    await startProvider()
    const args = optionsOf([]).map((each) => (each === 'CANARY_KEY' ? canary : each))
    const { code, stdout, stderr } = await runHeadless(args, { folder })
    expect([code, server.requests, stdout]).toEqual([2, 0, ''])
    expect(stderr).toContain('--api-key-env')
    expect(stderr).not.toContain(canary)
  })

  it('names a role that is none', async () => {
    await startProvider()
    const { code, stderr } = await room('--role-provider', 'captain=model')
    expect([code, server.requests]).toEqual([2, 0])
    expect(stderr).toContain('captain')
  })
})
