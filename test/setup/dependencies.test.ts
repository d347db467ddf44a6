import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { npmEnvironment } from '../../scripts/setup/npm.mjs'
import { runScript, type ScriptEnd } from './support/run-script'

const script = resolve('test/setup/support/install-dependencies.mjs')
const fakeNpm = resolve('test/setup/support/fake-npm/npm-cli.js')
const lookMs = 10

let project: string
let npmFolder: string
let env: NodeJS.ProcessEnv

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'war-room-project-'))
  npmFolder = mkdtempSync(join(tmpdir(), 'war-room-npm-'))
  env = { ...process.env, npm_execpath: fakeNpm, FAKE_NPM_FOLDER: npmFolder }
  writeLock('1.0.0')
})

afterEach(() => {
  rmSync(project, { recursive: true, force: true })
  rmSync(npmFolder, { recursive: true, force: true })
})

const writeLock = (version: string): void => {
  const packages = { '': {}, 'node_modules/thing': { version, integrity: `sum-of-${version}` } }
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages }))
}

const tell = (name: string): void => writeFileSync(join(npmFolder, name), '')
const run = (): Promise<ScriptEnd> => runScript(script, [project], env)
const calls = (): { args: string[]; names: string[] }[] => {
  const path = join(npmFolder, 'calls')
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []
  return lines.map((line) => JSON.parse(line) as { args: string[]; names: string[] })
}
const until = async (path: string): Promise<void> => {
  while (!existsSync(path)) await delay(lookMs)
}

/** Starts the step, lets npm come half-way, and kills the step, npm left to itself. */
const killHalfWay = async (): Promise<number> => {
  tell('hold')
  const child = spawn(process.execPath, [script, project], { env, stdio: 'ignore' })
  const ended = new Promise((done) => child.on('close', done))
  await until(join(npmFolder, 'half'))
  child.kill('SIGKILL')
  await ended
  const npm = Number(readFileSync(join(npmFolder, 'half'), 'utf8'))
  // To kill 0 is to kill the whole suite.
  expect(npm).toBeGreaterThan(1)
  return npm
}

describe('the dependencies', () => {
  it('are installed once for a lock file, and again when it changes', async () => {
    expect((await run()).stdout).toBe('installed')
    expect((await run()).stdout).toBe('left alone')
    writeLock('2.0.0')
    expect((await run()).stdout).toBe('installed')
    expect(calls().map(({ args }) => args[0])).toEqual(['ci', 'ci'])
  })

  it('are left alone when somebody ran npm by hand for this very lock file', async () => {
    await run()
    rmSync(join(project, 'node_modules', '.war-room-dependencies.json'))
    expect((await run()).stdout).toBe('left alone')
    expect(calls()).toHaveLength(1)
  })

  it('are installed again when npm was killed with its work half done', async () => {
    const npm = await killHalfWay()
    process.kill(npm, 'SIGKILL')
    rmSync(join(npmFolder, 'hold'))
    expect((await run()).stdout).toBe('installed')
    expect(calls()).toHaveLength(2)
    expect(existsSync(join(project, '.cache', 'npm-ci.pid'))).toBe(false)
    expect(existsSync(join(project, '.cache', 'dependencies.lock'))).toBe(false)
  })

  it('wait for an npm which a killed run had started, and take what it leaves', async () => {
    await killHalfWay()
    const second = run()
    tell('go')
    expect((await second).stdout).toBe('left alone')
    expect(existsSync(join(npmFolder, 'done'))).toBe(true)
    expect(calls()).toHaveLength(1)
  })

  it('are installed by one of two runs at once', async () => {
    const both = await Promise.all([run(), run()])
    expect(both.map(({ stdout }) => stdout).sort()).toEqual(['installed', 'left alone'])
    expect(calls()).toHaveLength(1)
  })

  it('are not called ready when npm fails, and its reason is one line', async () => {
    tell('fail')
    const failed = await run()
    expect(failed.code).toBe(1)
    expect(failed.stderr).toMatch(/npm ci failed \(1\): code E404 404 Not Found$/)
    rmSync(join(npmFolder, 'fail'))
    expect((await run()).stdout).toBe('installed')
  })

  it('of another platform do not count', async () => {
    await run()
    const stamp = join(project, 'node_modules', '.war-room-dependencies.json')
    const text = readFileSync(stamp, 'utf8').replace(process.platform, 'elsewhere')
    writeFileSync(stamp, text)
    rmSync(join(project, 'node_modules', '.package-lock.json'))
    expect((await run()).stdout).toBe('installed')
  })

  it('need a lock file, and say so', async () => {
    rmSync(join(project, 'package-lock.json'))
    mkdirSync(join(project, 'node_modules'))
    expect((await run()).stderr).toMatch(/package-lock\.json is missing/)
  })
})

describe('the environment of an inner npm', () => {
  it('holds what reaches the registry, and nothing of the npm that started us', () => {
    const given = {
      PATH: '/bin',
      npm_config_registry: 'kept',
      npm_config_cafile: 'kept',
      npm_config_omit: 'dev',
      npm_config_local_prefix: '/elsewhere',
      npm_config_loglevel: 'silent',
      npm_lifecycle_event: 'start',
      npm_command: 'run',
      NODE_ENV: 'production',
      INIT_CWD: '/elsewhere'
    }
    expect(Object.keys(npmEnvironment(given))).toEqual([
      'PATH',
      'npm_config_registry',
      'npm_config_cafile'
    ])
  })

  it('asks for the development dependencies whatever npm was told', async () => {
    env = { ...env, npm_config_omit: 'dev', NODE_ENV: 'production' }
    await run()
    expect(calls()[0]?.args).toContain('--include=dev')
    expect(calls()[0]?.names).not.toContain('npm_config_omit')
  })

  it('run no script of their own while they are installed', async () => {
    await run()
    expect(calls()[0]?.args).toContain('--ignore-scripts')
  })
})
