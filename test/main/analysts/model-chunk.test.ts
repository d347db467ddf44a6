import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Words of the code that speaks to providers, which no minifier changes. */
const sdkWords = /AI_APICallError|anthropic-version/
const main = resolve('out/main')

/** A built file and all that is loaded with it before its first line runs. */
const loadedWith = (entry: string): string[] => {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file) || !existsSync(file)) return
    found.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, path = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)) {
      visit(join(dirname(file), path))
    }
  }
  visit(join(main, entry))
  return [...found]
}

/** The window's entry loads this chunk at once, and the other way round nothing before it. */
const startChunk = (): string =>
  join(
    'chunks',
    readdirSync(join(main, 'chunks')).find((name) => name.startsWith('start-')) ?? 'start.js'
  )

describe('a start without a model', () => {
  it('leaves the code that speaks to providers in a chunk of its own', () => {
    const chunks = readdirSync(join(main, 'chunks')).map((name) => join(main, 'chunks', name))
    expect(chunks.some((file) => sdkWords.test(readFileSync(file, 'utf8')))).toBe(true)
  })

  it.each(['headless.js', startChunk(), 'facts.worker.js', 'storage.worker.js'])(
    'of %s loads nothing that speaks to providers',
    (entry) => {
      const files = loadedWith(entry)
      expect(files.length).toBeGreaterThan(1)
      for (const file of files) {
        expect([file, sdkWords.test(readFileSync(file, 'utf8'))]).toEqual([file, false])
      }
    }
  )
})
