import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openMonitorToken } from '../../../../main/server/monitoring/monitor-token'

let folder: string
let file: string
const shape = /^[A-Za-z0-9_-]{43}$/

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'war-room-token-'))
  file = join(folder, 'data', 'monitor-token')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

it('makes 256 random bits in a file that only its owner may read', async () => {
  const token = await openMonitorToken(file)
  expect(token).toMatch(shape)
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect((await readFile(file, 'utf8')).trimEnd()).toBe(token)
  expect(await modeOf(file)).toBe(0o600)
  expect(await modeOf(join(folder, 'data'))).toBe(0o700)
  expect(await readdir(join(folder, 'data'))).toEqual(['monitor-token'])
})

it('keeps the token from run to run', async () => {
  const token = await openMonitorToken(file)
  expect(await openMonitorToken(file)).toBe(token)
  await writeFile(file, `${token}\r\n`)
  expect(await openMonitorToken(file)).toBe(token)
})

it('makes a new one where the old has another shape', async () => {
  const token = await openMonitorToken(file)
  const wrong = ['', 'short', `${token}x`, `${token}\n${token}`, ' '.repeat(43), '\0'.repeat(43)]
  for (const text of wrong) {
    await writeFile(file, text)
    const made = await openMonitorToken(file)
    expect(made).toMatch(shape)
    expect(made).not.toBe(token)
    expect(await modeOf(file)).toBe(0o600)
  }
})

it('makes a new one where others could have read the old, or it is somewhere else', async () => {
  const token = await openMonitorToken(file)
  await chmod(file, 0o640)
  const made = await openMonitorToken(file)
  expect(made).not.toBe(token)
  expect(await modeOf(file)).toBe(0o600)
  const elsewhere = join(folder, 'elsewhere')
  await writeFile(elsewhere, `${token}\n`, { mode: 0o600 })
  await rm(file)
  await symlink(elsewhere, file)
  expect(await openMonitorToken(file)).not.toBe(token)
  expect(await readFile(elsewhere, 'utf8')).toBe(`${token}\n`)
})

it('says so where none can be kept, and leaves nothing behind', async () => {
  await mkdir(join(file, 'in-the-way'), { recursive: true })
  await expect(openMonitorToken(file)).rejects.toMatchObject({ code: 'storage.io' })
  expect(await readdir(join(folder, 'data'))).toEqual(['monitor-token'])
})
