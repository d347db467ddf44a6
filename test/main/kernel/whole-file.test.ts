import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { open, rename, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertApart, checkTarget } from '../../../main/terminal/output-target'
import { writeWholeFile, type FileSystem } from '../../../main/kernel/whole-file'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const failingAt = (step: string): FileSystem => {
  const broken = (name: string): never => {
    throw Object.assign(new Error(`ENOSPC at ${name}`), { code: 'ENOSPC' })
  }
  return {
    open: async (path, flags, mode) => {
      if (step === 'open') broken('open')
      const handle = await open(path, flags, mode)
      const failing = ['writeFile', 'sync', 'close'].includes(step)
      if (!failing) return handle
      return new Proxy(handle, {
        get: (target, name) => {
          if (name === step && name !== 'close') return () => broken(step)
          if (name === 'close') {
            return async () => {
              await target.close()
              if (step === 'close') broken(step)
            }
          }
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        }
      })
    },
    rename: (from, to) => (step === 'rename' ? broken('rename') : rename(from, to)),
    unlink
  }
}

describe('writing a file whole', () => {
  it('makes a new file and leaves nothing beside it', async () => {
    await writeWholeFile(join(folder, 'a.json'), 'text')
    expect(readdirSync(folder)).toEqual(['a.json'])
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('text')
  })

  it.each(['open', 'writeFile', 'sync', 'close', 'rename'])(
    'leaves the earlier file as it was, and nothing else, when %s fails',
    async (step) => {
      const path = join(folder, 'a.json')
      writeFileSync(path, 'earlier')
      await expect(writeWholeFile(path, 'new', { files: failingAt(step) })).rejects.toThrow(
        'ENOSPC'
      )
      expect(readFileSync(path, 'utf8')).toBe('earlier')
      expect(readdirSync(folder)).toEqual(['a.json'])
    }
  )

  it('is never seen half written by a reader that looks all the time', async () => {
    const path = join(folder, 'a.json')
    const texts = ['a', 'b'].map((letter) => letter.repeat(2_000_000))
    await writeWholeFile(path, texts[0] ?? '')
    let writing = true
    const write = (async () => {
      for (let round = 0; round < 8; round += 1) await writeWholeFile(path, texts[round % 2] ?? '')
      writing = false
    })()
    while (writing) {
      const seen = readFileSync(path, 'utf8')
      expect(texts.some((text) => text === seen)).toBe(true)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await write
  })

  it("keeps the replaced file's mode", async () => {
    const path = join(folder, 'a.json')
    writeFileSync(path, 'earlier')
    chmodSync(path, 0o600)
    const { mode } = await checkTarget('--json', path)
    await writeWholeFile(path, 'new', { mode: mode ?? 0o666 })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })
})

describe('checking a target before the run', () => {
  it('takes a new file and leaves no trace of the trial', async () => {
    const target = await checkTarget('--json', join(folder, 'new.json'))
    expect(target).toMatchObject({ option: '--json', mode: null })
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves an earlier file untouched', async () => {
    const path = join(folder, 'a.json')
    writeFileSync(path, 'earlier')
    await checkTarget('--json', path)
    expect(readFileSync(path, 'utf8')).toBe('earlier')
  })

  it.each([
    ['a folder that is not there', ['none', 'a.json'], 'target-folder'],
    ['a file where a folder should be', ['file.txt', 'a.json'], 'target-folder'],
    ['a folder', ['sub'], 'target-not-file']
  ])('refuses %s', async (_, parts, key) => {
    writeFileSync(join(folder, 'file.txt'), '')
    mkdirSync(join(folder, 'sub'))
    await expect(checkTarget('--json', join(folder, ...parts))).rejects.toMatchObject({ key })
  })

  it('refuses a device, which a rename would replace', async () => {
    const refusal = checkTarget('--json', '/dev/null')
    await expect(refusal).rejects.toMatchObject({ key: 'target-not-file' })
  })

  it('refuses a folder in which nothing can be made', async () => {
    // Not even root may make a file here, so the test needs no second user.
    const refusal = checkTarget('--json', '/proc/war-room.json')
    await expect(refusal).rejects.toMatchObject({ name: 'UsageProblem' })
  })

  it('writes through a link to the file that it names', async () => {
    const real = join(folder, 'real.json')
    const link = join(folder, 'link.json')
    writeFileSync(real, 'earlier')
    symlinkSync(real, link)
    const { path } = await checkTarget('--json', link)
    await writeWholeFile(path, 'new')
    expect(readFileSync(real, 'utf8')).toBe('new')
    expect(readFileSync(link, 'utf8')).toBe('new')
    expect(readdirSync(folder).sort()).toEqual(['link.json', 'real.json'])
  })

  it('refuses two targets that are the same file, by whatever name', async () => {
    writeFileSync(join(folder, 'a.json'), '')
    symlinkSync(join(folder, 'a.json'), join(folder, 'b.json'))
    const targets = await Promise.all(
      ['a.json', 'b.json'].map((name) => checkTarget('--json', join(folder, name)))
    )
    await expect(assertApart(targets, [])).rejects.toMatchObject({ key: 'target-twice' })
  })

  it('refuses a target that the run is to read', async () => {
    const prices = join(folder, 'prices.csv')
    writeFileSync(prices, '')
    const target = await checkTarget('--json', join(folder, '.', 'prices.csv'))
    await expect(assertApart([target], ['SP500', prices])).rejects.toMatchObject({
      key: 'target-is-input'
    })
  })
})
