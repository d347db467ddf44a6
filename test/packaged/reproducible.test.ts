import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFolder } from '../support/e2e-app'
import { builtPackages } from './support/built'
import { copyTree } from './support/copy-tree'

let folder = ''
// Beside the clone, so that what it has installed can be linked and need not be copied.
beforeAll(() => {
  folder = mkdtempSync(join(dirname(projectFolder), 'war-room-second-build-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The clone's own files, those that are not committed yet too, and what is installed in it. */
const secondClone = (): void => {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const names = spawnSync('git', list, { cwd: projectFolder, encoding: 'utf8' }).stdout.split('\0')
  for (const name of names.filter((path) => path !== '')) {
    const from = join(projectFolder, name)
    if (!existsSync(from)) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    copyFileSync(from, join(folder, name))
  }
  copyTree(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
  rmSync(join(folder, 'node_modules', '.cache'), { recursive: true, force: true })
}

const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('a second build of the same sources, in another folder', () => {
  it('makes the same application to the byte', () => {
    secondClone()
    const environment = { ...process.env, TZ: 'Asia/Taipei', LANG: 'C' }
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join('scripts', 'dist.mjs'), '--dir'],
      { cwd: folder, env: environment, encoding: 'utf8' }
    )
    expect(status, `${stdout}${stderr}`).toBe(0)
    const { asar, folder: built } = builtPackages()
    expect(hash(join(folder, 'dist', relative(built, asar)))).toBe(hash(asar))
  })
})
