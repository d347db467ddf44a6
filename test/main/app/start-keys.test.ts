import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { valuesIn, wipeStartBlock } from '../../../main/app/start-block'
import { takeKeys } from '../../../main/app/start-keys'

const key = 'sk-canary-0d1e2f'
const block = `HOME=/home/a\0OPENAI_API_KEY=${key}\0MY_OPENAI_API_KEY=${key}\0EMPTY=\0`

describe('a key that the environment brings', () => {
  it('is taken out of it, so that no child gets it, and nothing else is (R19)', () => {
    const environment = { HOME: '/home/a', OPENAI_API_KEY: key, GEMINI_API_KEY: '' }
    const wiped: string[][] = []
    const taken = takeKeys(environment, (names) => wiped.push([...names]))
    expect(taken).toEqual({ OPENAI_API_KEY: key, GEMINI_API_KEY: '' })
    expect(environment).toEqual({ HOME: '/home/a' })
    expect(wiped).toEqual([['OPENAI_API_KEY', 'GEMINI_API_KEY']])
  })

  it('that is not there leaves the memory of the program alone', () => {
    const wiped: unknown[] = []
    expect(takeKeys({ HOME: '/home/a' }, (names) => wiped.push(names))).toEqual({})
    expect(wiped).toEqual([])
  })
})

describe('the block of variables that a program was started with', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'war-room-block-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const memoryOf = (from: number, to: number): { memory: string; status: string } => {
    const place = { memory: join(folder, 'mem'), status: join(folder, 'stat') }
    writeFileSync(place.memory, `before\0${block}after`)
    const fields = [...Array.from({ length: 47 }, () => '0'), String(from), String(to), '0']
    writeFileSync(place.status, `1 (a ) name) ${fields.join(' ')}\n`)
    return place
  }

  it('has values by whole names only', () => {
    const place = block.indexOf(key)
    expect(valuesIn(Buffer.from(block), ['OPENAI_API_KEY'])).toEqual([[place, key.length]])
    expect(valuesIn(Buffer.from(block), ['EMPTY'])).toEqual([[block.length - 1, 0]])
    expect(valuesIn(Buffer.from('A=1\0no variable\0B=2'), ['B', 'no variable'])).toEqual([[18, 1]])
    expect(valuesIn(Buffer.alloc(0), ['B'])).toEqual([])
  })

  it('loses the named values, in place, and nothing beside them', () => {
    const place = memoryOf(7, 7 + block.length)
    wipeStartBlock(['OPENAI_API_KEY'], place)
    const blank = block.replace(`\0OPENAI_API_KEY=${key}`, `\0OPENAI_API_KEY=${'x'.repeat(16)}`)
    expect(readFileSync(place.memory, 'utf8')).toBe(`before\0${blank}after`)
  })

  it('is left alone where its bounds are not told, or there is no such file', () => {
    const place = memoryOf(0, 0)
    const before = readFileSync(place.memory, 'utf8')
    wipeStartBlock(['OPENAI_API_KEY'], place)
    wipeStartBlock(['OPENAI_API_KEY'], { ...place, status: join(folder, 'none') })
    wipeStartBlock(['OPENAI_API_KEY'], { ...memoryOf(7, 60), memory: join(folder, 'none') })
    expect(readFileSync(place.memory, 'utf8')).toBe(before)
  })
})
