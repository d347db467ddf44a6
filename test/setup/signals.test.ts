import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { npmCommand, npmEnvironment } from '../../scripts/setup/npm.mjs'

const interrupted = 130

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-signals-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A script that runs until it is signalled, then takes its time over ending. */
const patient = `
process.on('SIGINT', () => setTimeout(() => {
  console.log('ended well')
  process.exit(${interrupted})
}, 100))
setInterval(() => undefined, 1000)
console.log('ready')
`

describe('a signal to npm', () => {
  it('reaches the program, whose end npm waits for and whose exit code is its own', async () => {
    const scripts = JSON.parse(readFileSync(resolve('package.json'), 'utf8')).scripts as object
    const room = Object.entries(scripts).find(([name]) => name === 'room')?.[1] as string
    const script = room.replace('scripts/room.mjs', 'patient.mjs')
    writeFileSync(join(folder, 'patient.mjs'), patient)
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { room: script } }))
    const npm = npmCommand()
    const options = { cwd: folder, env: npmEnvironment() }
    const child = spawn(npm.file, [...npm.args, 'run', '-s', 'room'], options)
    let stdout = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      if (stdout === 'ready\n') child.kill('SIGINT')
    })
    const code = await new Promise((done) => child.on('close', done))
    expect(stdout).toBe('ready\nended well\n')
    expect(code).toBe(interrupted)
  })

  it('would be lost in the shell without exec: every script of ours has it', () => {
    const { scripts } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    for (const [name, script] of Object.entries(scripts)) {
      expect(script, name).toMatch(/^exec node scripts\/[a-z-]+\.mjs$/)
    }
    expect(readFileSync(resolve('exec.cmd'), 'utf8')).toMatch(/^@%\*\r?$/m)
  })
})
