import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clearStamp, hashInputs, isBuilt, writeStamp } from '../../scripts/support/build-stamp.mjs'
import { inTurn } from '../../scripts/support/turn.mjs'

/** No process has it: the kernel gives out far smaller ones. */
const endedPid = 2 ** 30

let project: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'war-room-build-'))
  write('main/index.ts')
  write('renderer/src/app.vue')
  for (const name of ['main/index.js', 'main/headless.js', 'preload/index.cjs']) {
    write(`out/${name}`)
  }
})

afterEach(() => rmSync(project, { recursive: true, force: true }))

const write = (name: string, text = 'x'): void => {
  const path = join(project, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

describe('the build', () => {
  it('is up to date after its stamp, until a source is changed, added or removed', () => {
    const finish = (): void => writeStamp(project, hashInputs(project))
    expect(isBuilt(project)).toBe(false)
    finish()
    expect(isBuilt(project)).toBe(true)
    write('renderer/src/app.vue', 'longer')
    expect(isBuilt(project)).toBe(false)
    finish()
    utimesSync(join(project, 'main/index.ts'), 1, 1)
    expect(isBuilt(project)).toBe(false)
    finish()
    write('locales/en/app.json')
    expect(isBuilt(project)).toBe(false)
    finish()
    rmSync(join(project, 'locales'), { recursive: true })
    expect(isBuilt(project)).toBe(false)
  })

  it('is not up to date when it was begun and not finished, or a part of it is gone', () => {
    writeStamp(project, hashInputs(project))
    rmSync(join(project, 'out/preload/index.cjs'))
    expect(isBuilt(project)).toBe(false)
    write('out/preload/index.cjs')
    expect(isBuilt(project)).toBe(true)
    clearStamp(project)
    expect(isBuilt(project)).toBe(false)
  })
})

describe('taking turns', () => {
  it('lets one work after the other, also when one of them fails', async () => {
    const lock = join(project, '.cache', 'lock')
    const log: string[] = []
    const work = (name: string) => async (): Promise<void> => {
      log.push(`${name} begins`)
      await new Promise(setImmediate)
      log.push(`${name} ends`)
      if (name === 'first') throw new Error('failed')
    }
    const both = [inTurn(lock, work('first')), inTurn(lock, work('second'))]
    await Promise.allSettled(both)
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  it('takes over from a holder that was killed', async () => {
    const lock = join(project, 'lock')
    writeFileSync(lock, `${endedPid} ${hostname()}`)
    await expect(inTurn(lock, async () => 'done')).resolves.toBe('done')
  })
})
