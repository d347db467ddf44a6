import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { projectFolder } from './e2e-app'

export interface TerminalEnd {
  code: number
  stdout: string
  stderr: string
}

/** The built terminal room in a process of its own, as `npm run room` starts it. */
export const runTerminalRoom = async (...argv: string[]): Promise<TerminalEnd> => {
  const program = join(projectFolder, 'out', 'main', 'headless.js')
  const child = spawn(process.execPath, [program, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] })
  const end = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (end.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (end.stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...end }
}
