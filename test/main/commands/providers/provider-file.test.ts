import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  readProviderFile,
  writeProviderFile
} from '../../../../main/commands/providers/provider-file'
import { profileOf } from '../../../support/model-room'

const folder = mkdtempSync(join(tmpdir(), 'war-room-provider-file-'))
const path = join(folder, 'mine.json')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const one = profileOf('http://127.0.0.1:1/v1', { id: 'one' })
const known = { roles: ['bull', 'bear'], providers: ['kept'] }
const read = (content: unknown) => {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return readProviderFile(path, known)
}

describe('a file of profiles and roles', () => {
  it('that was written is read as it was, and roles may name what is there already', async () => {
    const list = { providers: [one], roles: { bull: ['one', 'kept', 'desk'] } }
    expect(await writeProviderFile(path, list)).toBe('mine.json')
    expect(await readProviderFile(path, known)).toEqual({ file: 'mine.json', ...list })
  })

  it.each([
    ['(file)', 'not { JSON sk-secret'],
    ['version', { version: 2, providers: [], roles: {} }],
    ['providers[1].model', { version: 1, providers: [one, { ...one, id: 'two', model: '' }] }],
    ['providers[0].baseUrl', { version: 1, providers: [{ ...one, baseUrl: 'https://u:p@a.b' }] }],
    ['providers[0]', { version: 1, providers: [{ ...one, key: 'sk-secret' }] }],
    ['providers[1].id', { version: 1, providers: [one, one] }],
    ['roles.captain', { version: 1, providers: [one], roles: { captain: ['one'] } }],
    ['roles.bull[1]', { version: 1, providers: [one], roles: { bull: ['one', 'two'] } }]
  ])('is refused by its wrong field %s, without its content', async (field, content) => {
    const refused = await read(content).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'provider.import-invalid',
      parameters: { file: 'mine.json', field }
    })
    expect(String(refused)).not.toContain('sk-secret')
  })

  it('that is not there is told by its name alone', async () => {
    await expect(readProviderFile(join(folder, 'none.json'), known)).rejects.toMatchObject({
      code: 'provider.import-invalid',
      parameters: { file: 'none.json', field: '(file)', problem: 'cannot be read (ENOENT)' }
    })
  })
})
