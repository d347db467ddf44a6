import { describe, expect, test } from 'vitest'
import { EvidenceStore, type EvidenceFiles } from '../../../main/evidence/evidence-store'
import { AppError } from '../../../main/kernel/errors'
import { sha256 } from '../../../main/kernel/hash'
import { utf8 } from './price-text'

/** Files of a disk that may be full; counts what is read and written. */
class FakeFiles implements EvidenceFiles {
  readonly kept = new Map<string, Uint8Array>()
  full = false
  reads = 0

  async put(hash: string, bytes: Uint8Array): Promise<void> {
    if (this.full) throw new AppError('storage.full', 'no room')
    this.kept.set(hash, Uint8Array.from(bytes))
  }

  async get(hash: string): Promise<Uint8Array | null> {
    this.reads += 1
    return this.kept.get(hash) ?? null
  }
}

const filled = (bytes: number, value: number): Uint8Array => new Uint8Array(bytes).fill(value)

describe('evidence in memory', () => {
  test('is kept by content and does not change with the bytes it came from', async () => {
    const store = new EvidenceStore(null)
    const bytes = utf8('Date,Close')
    const item = await store.put('prices', 'a.csv', bytes)
    bytes.fill(0)
    expect(item.sha256).toBe(sha256('Date,Close'))
    expect(Buffer.from((await store.get(item.sha256))?.bytes ?? []).toString()).toBe('Date,Close')
    expect(await store.get('0'.repeat(64))).toBeNull()
  })

  test('is kept once under two names, and has the last one', async () => {
    const store = new EvidenceStore(null)
    const first = await store.put('prices', 'a.csv', utf8('same'))
    const second = await store.put('benchmark', 'b.csv', utf8('same'))
    expect(second.sha256).toBe(first.sha256)
    expect(second.bytes).toBe(first.bytes)
    expect(await store.get(first.sha256)).toMatchObject({ kind: 'benchmark', name: 'b.csv' })
  })

  test('is never let go of where there are no files', async () => {
    const store = new EvidenceStore(null, 1)
    const items = await Promise.all(
      [1, 2, 3].map((value) => store.put('prices', 'a.csv', filled(1_000, value)))
    )
    for (const { sha256: hash } of items) expect(await store.read(hash)).not.toBeNull()
  })
})

describe('evidence with files', () => {
  test('is in the files before it has an id', async () => {
    const files = new FakeFiles()
    const { sha256: hash } = await new EvidenceStore(files).put('prices', 'a.csv', utf8('x'))
    expect(files.kept.get(hash)).toEqual(utf8('x'))
  })

  test('is not kept at all when the files cannot take it', async () => {
    const files = new FakeFiles()
    const store = new EvidenceStore(files)
    files.full = true
    await expect(store.put('prices', 'a.csv', utf8('x'))).rejects.toMatchObject({
      code: 'storage.full'
    })
    expect(await store.get(sha256('x'))).toBeNull()
  })

  test('takes no more memory than it may, and lets go of what was used longest ago', async () => {
    const files = new FakeFiles()
    const store = new EvidenceStore(files, 2_500)
    const put = async (value: number): Promise<string> =>
      (await store.put('prices', `${value}.csv`, filled(1_000, value))).sha256
    const [first, second] = [await put(1), await put(2)]
    await store.read(first)
    const third = await put(3)
    expect(store.memoryBytes).toBe(2_000)
    for (const hash of [first, third]) await store.read(hash)
    expect(files.reads).toBe(0)
    expect((await store.read(second))?.bytes).toEqual(filled(1_000, 2))
    expect(files.reads).toBe(1)
    expect((await store.read(second))?.name).toBe('2.csv')
  })

  test('larger than the whole memory is read each time', async () => {
    const files = new FakeFiles()
    const store = new EvidenceStore(files, 100)
    const { sha256: hash } = await store.put('prices', 'a.csv', filled(101, 7))
    expect(store.memoryBytes).toBe(0)
    for (let time = 1; time <= 2; time += 1) {
      expect((await store.read(hash))?.bytes).toEqual(filled(101, 7))
      expect(files.reads).toBe(time)
    }
  })

  test('of an earlier run is found by its content, without the name that it had', async () => {
    const files = new FakeFiles()
    const { sha256: hash } = await new EvidenceStore(files).put('notes', 'a.md', utf8('note'))
    expect(await new EvidenceStore(files).get(hash)).toEqual({
      kind: 'prices',
      name: hash.slice(0, 12),
      sha256: hash,
      bytes: utf8('note')
    })
  })

  test('that a deleted session took along is there again for the next one, not for a look', async () => {
    const files = new FakeFiles()
    const store = new EvidenceStore(files)
    const { sha256: hash } = await store.put('prices', 'a.csv', utf8('x'))
    files.kept.clear()
    expect((await store.read(hash))?.bytes).toEqual(utf8('x'))
    expect(files.kept.size).toBe(0)
    await store.get(hash)
    expect(files.kept.get(hash)).toEqual(utf8('x'))
  })
})
