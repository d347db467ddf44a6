import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '../../../main/kernel/hash'
import { seededRandom } from '../../../main/kernel/random'
import { openEvidenceFiles, type EvidenceFolder } from '../../../main/storage/evidence-files'
import { checkLeaks } from '../../support/leaks'

checkLeaks()

let folder = ''
let files: EvidenceFolder
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-evidence-files-'))
  files = await openEvidenceFiles(folder)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const pathOf = (hash: string): string => join(folder, 'evidence', hash.slice(0, 2), hash)
const put = async (text: string, into = files): Promise<string> => {
  const hash = sha256(text)
  await into.put(hash, bytesOf(text))
  return hash
}
const textOf = async (hash: string): Promise<string | null> => {
  const bytes = await files.get(hash)
  return bytes === null ? null : Buffer.from(bytes).toString()
}
const all = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
const modeOf = (path: string): number => statSync(path).mode & 0o777

describe('evidence on disk', () => {
  test('lies under its hash, for its owner only, and nothing else is left', async () => {
    const hash = await put('Date,Close')
    expect(readFileSync(pathOf(hash), 'utf8')).toBe('Date,Close')
    expect(modeOf(pathOf(hash))).toBe(0o600)
    expect(modeOf(dirname(pathOf(hash)))).toBe(0o700)
    expect(modeOf(join(folder, 'evidence'))).toBe(0o700)
    expect(all()).toEqual([hash])
  })

  test('comes back byte for byte, in another process too', async () => {
    const random = seededRandom(5)
    const bytes = Uint8Array.from({ length: 300_000 }, () => Math.floor(random() * 256))
    await files.put(sha256(bytes), bytes)
    const again = await openEvidenceFiles(folder)
    const read = await again.get(sha256(bytes))
    expect(Buffer.compare(read ?? new Uint8Array(), bytes)).toBe(0)
  })

  test('of no bytes is evidence too', async () => {
    expect(await textOf(await put(''))).toBe('')
  })

  test('that is there already is not written again, in this run or in the next', async () => {
    const hash = await put('same')
    const { ino, mtimeMs } = statSync(pathOf(hash))
    await put('same')
    await put('same', await openEvidenceFiles(folder))
    expect(statSync(pathOf(hash))).toMatchObject({ ino, mtimeMs })
  })

  test('put many times at once is kept once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => put('at once')))
    expect(all()).toEqual([sha256('at once')])
  })

  test('that was damaged is written again when it is put again', async () => {
    const hash = await put('whole')
    for (const damaged of ['whale', 'who', '']) {
      writeFileSync(pathOf(hash), damaged)
      await put('whole', await openEvidenceFiles(folder))
      expect(readFileSync(pathOf(hash), 'utf8')).toBe('whole')
    }
  })

  test('that was damaged is refused on reading, and put aside', async () => {
    const hash = await put('whole')
    writeFileSync(pathOf(hash), 'whale')
    await expect(files.get(hash)).rejects.toMatchObject({
      code: 'storage.corrupt',
      parameters: { file: `${pathOf(hash)}.bad` }
    })
    expect(all()).toEqual([`${hash}.bad`])
    expect(await files.get(hash)).toBeNull()
    await put('whole')
    expect(await textOf(hash)).toBe('whole')
  })

  test.each(['', '../settings.json', `../${'0'.repeat(61)}`, 'A'.repeat(64), '0'.repeat(65)])(
    'is never looked for outside of its folder (%j)',
    async (name) => {
      writeFileSync(join(folder, 'settings.json'), 'secret')
      expect(await files.get(name)).toBeNull()
      await files.remove([name])
      expect(existsSync(join(folder, 'settings.json'))).toBe(true)
    }
  )

  test('makes no folder before there is something to keep', async () => {
    expect(await files.get('0'.repeat(64))).toBeNull()
    await files.remove(['0'.repeat(64)])
    await files.sweep(new Set())
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('evidence that nobody uses', () => {
  test('is removed by name, with what was put aside and with its empty folder', async () => {
    const [first, second] = [await put('first'), await put('second')]
    writeFileSync(`${pathOf(first)}.bad`, 'x')
    await files.remove([first, 'f'.repeat(64)])
    expect(all()).toEqual([second])
    expect(existsSync(dirname(pathOf(first)))).toBe(false)
    expect(await files.get(first)).toBeNull()
  })

  test('is swept, with leftovers of a crash, and what is used or unknown stays', async () => {
    const [used, unused] = [await put('used'), await put('unused')]
    const leftover = join(dirname(pathOf(used)), '.abcdefgh.tmp')
    writeFileSync(leftover, 'half')
    writeFileSync(`${pathOf(unused)}.bad`, 'x')
    writeFileSync(join(dirname(pathOf(used)), 'mine.txt'), 'not ours')
    mkdirSync(join(folder, 'evidence', 'papers'))
    await (await openEvidenceFiles(folder)).sweep(new Set([used]))
    expect(all()).toEqual([used, 'mine.txt'].sort())
    expect(existsSync(join(folder, 'evidence', 'papers'))).toBe(true)
  })

  test('is not swept when it was put in this run: its session may be about to start', async () => {
    const old = await put('old')
    const next = await openEvidenceFiles(folder)
    const fresh = await put('fresh', next)
    await next.sweep(new Set())
    expect(all()).toEqual([fresh])
    expect(old).not.toBe(fresh)
  })

  test('may be swept, removed and put at once: what was put last is there', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => `text ${index % 20}`)
    await Promise.all([
      ...texts.map((text) => put(text)),
      files.sweep(new Set()),
      files.remove(texts.map((text) => sha256(text)))
    ])
    const hashes = await Promise.all(texts.map((text) => put(text)))
    for (const hash of hashes) expect(await files.get(hash)).not.toBeNull()
    expect(all().filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})
