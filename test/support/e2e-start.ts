import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { testSwitch } from '../../main/app/test-hooks'
import { isRoot, projectFolder } from './e2e-app'

const executable = createRequire(import.meta.url)('electron') as unknown as string

/** Starts the program in a profile in which it cannot go on; gives how it ends and what it says. */
export const startRefused = async (folder: string): Promise<{ code: number; stderr: string }> => {
  const switches = [`--user-data-dir=${folder}`, `--${testSwitch}`, '--lang=en-US']
  const sandbox = isRoot ? ['--no-sandbox'] : []
  const child = spawn(executable, [projectFolder, ...switches, ...sandbox], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, stderr }
}
