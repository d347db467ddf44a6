import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectFolder } from '../support/e2e-app'
import { renamedElectron } from '../support/e2e-packaged'

const { executable, folder } = renamedElectron('war-room')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a packaged program', () => {
  it('refuses to run without its sandbox or with a debugger, and says so', async () => {
    const profile = `--user-data-dir=${join(folder, 'profile')}`
    const switches = ['--no-sandbox', '--remote-debugging-port=0', profile]
    const child = spawn(executable, [projectFolder, ...switches], { stdio: 'pipe' })
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number]
    expect(code).toBe(1)
    expect(words).toContain('does not start with --no-sandbox, --remote-debugging-port, which')
    expect(words).not.toContain('listening')
  })
})
