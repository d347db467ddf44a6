import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type LocalThread } from '../../../../main/analysts/model/local/local-runtime'
import { Cancellation } from '../../../../main/kernel/abort'
import { deferred } from '../../../../main/kernel/deferred'
import { FakeClock } from '../../../support/fake-clock'
import { ggufFile } from '../../../support/gguf-file'
import {
  askLocally,
  localThread,
  modelFiles,
  testRuntimeFolder,
  type ModelFiles
} from '../../../support/local-runtime'

let files: ModelFiles
let runtime: LocalThread
let model: string
const closing: LocalThread[] = []

beforeAll(() => {
  files = modelFiles()
  model = files.write('noise.gguf')
  runtime = localThread()
})
afterEach(() => Promise.all(closing.splice(0).map((each) => each.close())))
afterAll(async () => {
  await runtime.close()
  files.remove()
})

const stopped = new Cancellation('user')

describe('a model of a local file', () => {
  it('has its runtime here: otherwise run `npm test`, whose set-up installs it', () => {
    expect([testRuntimeFolder, runtime.available()]).toEqual([testRuntimeFolder, true])
  })

  it('answers piece by piece, and the same to the same prompt', async () => {
    const first = askLocally(runtime, model)
    const { tokens, finish } = await first.ended
    expect(finish).toBe('length')
    expect(tokens.output).toBe(40)
    expect(first.heard.pieces).toBeGreaterThan(20)
    const second = askLocally(runtime, model)
    await second.ended
    expect(second.heard.text).toBe(first.heard.text)
    const other = askLocally(runtime, files.write('other.gguf', { seed: 2 }))
    await other.ended
    expect(other.heard.text).not.toBe(first.heard.text)
  })

  it('comes to its own end where the model says so, with fewer tokens than it might have', async () => {
    const change = { maximumOutputTokens: 2_000 }
    const { finish, tokens } = await askLocally(
      runtime,
      files.write('ends.gguf', { seed: 3, mayEnd: true }),
      { change }
    ).ended
    expect(finish).toBe('stop')
    expect(tokens.output).toBeLessThan(2_000)
  })

  it('counts its tokens, and takes its marks in a text for text', async () => {
    const inputOf = async (user: string): Promise<number> =>
      (await askLocally(runtime, model, { change: { user, maximumOutputTokens: 1 } }).ended).tokens
        .input
    const short = await inputOf('a')
    expect(await inputOf('abcdef')).toBe(short + 5)
    // As a mark it would be one token, and end what was said.
    expect(await inputOf('a</s>')).toBe(short + 4)
  })

  it('stops in the midst of an answer, tells nothing after, and answers the next call', async () => {
    const change = { maximumOutputTokens: 3_000 }
    const ask = askLocally(runtime, model, {
      change,
      onPiece: ({ heard, controller }) => {
        if (heard.pieces === 5) controller.abort(stopped)
      }
    })
    await expect(ask.ended).rejects.toBe(stopped)
    expect(ask.heard.pieces).toBe(5)
    await askLocally(runtime, model).ended
    expect(ask.heard.pieces).toBe(5)
  })

  it('stops while it reads its prompt, before any text', async () => {
    const ask = askLocally(runtime, model, {
      change: { user: 'word '.repeat(600) },
      onCounted: ({ controller }) => controller.abort(stopped)
    })
    await expect(ask.ended).rejects.toBe(stopped)
    expect(ask.heard.text).toBe('')
  })

  it('is loaded once for all calls, side by side too, and given back when nobody asks', async () => {
    const clock = new FakeClock()
    const own = localThread([testRuntimeFolder], clock)
    closing.push(own)
    const shared = files.write('shared.gguf')
    const both = [askLocally(own, shared), askLocally(own, shared)]
    await Promise.all(both.map(({ ended }) => ended))
    rmSync(shared)
    await askLocally(own, shared).ended
    clock.advance(5 * 60_000)
    await expect(askLocally(own, shared).ended).rejects.toMatchObject({
      code: 'provider.local-file',
      parameters: { file: 'shared.gguf', problem: 'it is not there' }
    })
  })

  it('is stopped and given back by a close', async () => {
    const own = localThread()
    const began = deferred<void>()
    const ask = askLocally(own, model, {
      change: { maximumOutputTokens: 3_000 },
      onPiece: () => began.resolve()
    })
    const outcome = expect(ask.ended).rejects.toMatchObject({ code: 'provider.local-file' })
    await began.promise
    await own.close()
    await outcome
    await expect(askLocally(own, model).ended).rejects.toMatchObject({
      code: 'provider.local-missing'
    })
  })
})

describe('a local file that no model can be made of', () => {
  const whole = ggufFile()
  it.each([
    ['is not there', 'absent.gguf', null, 'it is not there'],
    ['is something else', 'page.gguf', Buffer.from('<html></html>'), 'it is no GGUF file'],
    ['is empty', 'empty.gguf', Buffer.alloc(0), 'it is no GGUF file'],
    ['is cut off in its header', 'header.gguf', whole.subarray(0, 200), ''],
    ['is cut off in its weights', 'weights.gguf', whole.subarray(0, whole.length / 2), '']
  ])('%s: the call says so, by the name alone', async (_, name, content, problem) => {
    const path = content === null ? join(files.folder, name) : files.write(name, content)
    const error: unknown = await askLocally(runtime, path).ended.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'provider.local-file', parameters: { file: name } })
    const told = (error as { parameters: { problem: string } }).parameters.problem
    expect(told).toContain(problem)
    expect(told).not.toContain(files.folder)
    await askLocally(runtime, model).ended
  })

  it('is a folder', async () => {
    const folder = join(files.folder, 'folder.gguf')
    mkdirSync(folder)
    await expect(askLocally(runtime, folder).ended).rejects.toMatchObject({
      code: 'provider.local-file'
    })
  })

  it('is too small for the prompt: nothing is read of it', async () => {
    const small = files.write('small.gguf', { contextTokens: 512 })
    const change = { user: 'word '.repeat(200) }
    await expect(askLocally(runtime, small, { change }).ended).rejects.toMatchObject({
      code: 'provider.context-too-long',
      parameters: { provider: 'small.gguf' }
    })
  })

  it('has no runtime: the call says so', async () => {
    const none = localThread([files.folder])
    expect(none.available()).toBe(false)
    await expect(askLocally(none, model).ended).rejects.toMatchObject({
      code: 'provider.local-missing'
    })
  })
})
