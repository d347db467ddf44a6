import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feedIdleMs } from '../../../../main/app/updates/feed-http'
import { Cancellation } from '../../../../main/kernel/abort'
import { FakeClock } from '../../../support/fake-clock'
import { checkLeaks } from '../../../support/leaks'
import {
  artefactName,
  beginningOf,
  moveElsewhere,
  openFeedBench,
  type FeedBench,
  type UpdaterOptions
} from '../../../support/update-feed'

checkLeaks()

const name = artefactName('0.2.0')
const installedText = 'the installed program'
let bench: FeedBench

beforeEach(async () => {
  bench = await openFeedBench()
})
afterEach(() => bench.close())

const found = async (options?: UpdaterOptions) => {
  const updater = await bench.updater(options)
  expect(await updater.check()).toMatchObject({ kind: 'newer' })
  return updater
}

const installed = (): string => readFileSync(bench.installed, 'utf8')

/** Why nothing was fetched; nothing may be left that could be installed, now or by a later start. */
const refusal = async (options?: UpdaterOptions): Promise<unknown> => {
  const updater = await found(options)
  const error: unknown = await updater.download().then(
    () => 'fetched',
    (reason: unknown) => reason
  )
  expect(bench.cached()).toEqual([])
  await expect(updater.install()).rejects.toMatchObject({ code: 'updates.not-installed' })
  expect(installed()).toBe(installedText)
  expect(bench.started).toEqual([])
  return error
}

describe('a newer version that is as the feed says', () => {
  it('is fetched, and put in the place of the installed one only when it is asked for', async () => {
    const artefact = bench.publish('0.2.0')
    chmodSync(bench.installed, 0o755)
    const updater = await found()
    await updater.download()
    expect(bench.cached().sort()).toEqual(['update-info.json', name])
    expect(installed()).toBe(installedText)
    await updater.install()
    expect(readFileSync(bench.installed)).toEqual(artefact)
    expect(statSync(bench.installed).mode & 0o777).toBe(0o755)
    expect(bench.started).toEqual([bench.installed])
    expect(bench.cached()).toEqual(['update-info.json'])
  })

  it('is not fetched again by the next start, which holds it to the feed once more', async () => {
    bench.publish('0.2.0')
    await (await found()).download()
    const fetches = (): number =>
      bench.server.requests.filter(({ path }) => path === `/${name}`).length
    await (await found()).download()
    expect(fetches()).toBe(1)
    const cached = join(bench.folder, 'cache/war-room-updater/pending', name)
    writeFileSync(cached, 'changed meanwhile')
    await (await found()).download()
    expect(fetches()).toBe(2)
    expect(readFileSync(cached, 'utf8')).not.toBe('changed meanwhile')
  })

  it('is not installed when it was changed after it had been fetched', async () => {
    bench.publish('0.2.0')
    const updater = await found()
    await updater.download()
    writeFileSync(join(bench.folder, 'cache/war-room-updater/pending', name), 'another program')
    await expect(updater.install()).rejects.toMatchObject({ code: 'updates.not-installed' })
    expect(installed()).toBe(installedText)
    expect(bench.started).toEqual([])
    expect(readdirSync(bench.folder).filter((each) => each.endsWith('.new'))).toEqual([])
  })

  it('makes no id of the computer and keeps nothing but the update', async () => {
    bench.publish('0.2.0')
    await (await found()).download()
    expect(readdirSync(bench.folder).sort()).toEqual([
      'app-update.yml',
      'cache',
      'war-room.AppImage'
    ])
    for (const { headers } of bench.server.requests) {
      expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'host'])
    }
  })
})

describe('a download leaves the installed program as it was', () => {
  it('when its sha512 is not that of the feed', async () => {
    const artefact = bench.publish('0.2.0')
    const other = Buffer.from(artefact)
    other[7] = (other[7] ?? 0) ^ 1
    bench.server.files.set(name, other)
    expect(await refusal()).toMatchObject({ code: 'updates.bad-file' })
  })

  it('when it is shorter than the feed says', async () => {
    const artefact = bench.publish('0.2.0')
    bench.server.files.set(name, artefact.subarray(0, 100))
    expect(await refusal()).toMatchObject({ code: 'updates.bad-file' })
  })

  it('when it is longer than the feed says', async () => {
    const artefact = bench.publish('0.2.0')
    bench.server.files.set(name, Buffer.concat([artefact, Buffer.from('!')]))
    expect(await refusal()).toMatchObject({ code: 'updates.too-large' })
  })

  it('when it is cut off before its length is reached', async () => {
    const artefact = bench.publish('0.2.0')
    bench.server.files.set(
      name,
      beginningOf(artefact, ({ socket }) => socket?.end())
    )
    expect(await refusal()).toMatchObject({ code: 'updates.cut-off' })
  })

  it('when its connection is reset', async () => {
    const artefact = bench.publish('0.2.0')
    bench.server.files.set(
      name,
      beginningOf(artefact, ({ socket }) => socket?.resetAndDestroy())
    )
    expect(await refusal()).toMatchObject({ code: 'updates.cut-off' })
  })

  it('when it is sent to another host', async () => {
    const artefact = bench.publish('0.2.0')
    const elsewhere = await moveElsewhere(bench.server, name, artefact)
    expect(await refusal()).toMatchObject({ code: 'updates.redirected' })
    expect(elsewhere.requests).toEqual([])
    await elsewhere.close()
  })

  it('when it is not there', async () => {
    bench.publish('0.2.0')
    bench.server.files.delete(name)
    expect(await refusal()).toMatchObject({ code: 'updates.unreachable' })
  })

  it('when the feed has no file for this system', async () => {
    const foreign = process.arch === 'x64' ? 'arm64' : 'x86_64'
    for (const other of ['war-room-0.2.0.exe', `war-room-0.2.0-${foreign}.AppImage`]) {
      bench.publish('0.2.0')
      const channel = [...bench.server.files.keys()].find((each) => each.endsWith('.yml')) ?? ''
      const text = String(bench.server.files.get(channel)).replaceAll(name, other)
      bench.offer(text)
      expect(await refusal()).toMatchObject({ code: 'updates.no-file' })
    }
  })

  it('when it stops in the middle and says nothing more', async () => {
    const artefact = bench.publish('0.2.0')
    const clock = new FakeClock()
    const begun = new Promise<void>((resolve) => {
      bench.server.files.set(
        name,
        beginningOf(artefact, () => resolve())
      )
    })
    const refused = refusal({ clock })
    await begun
    // The piece may come after the clock was moved, and then sets the limit anew.
    const ticking = setInterval(() => clock.advance(feedIdleMs), 5)
    expect(await refused).toMatchObject({ code: 'updates.no-answer' })
    clearInterval(ticking)
    expect(clock.pendingTimers).toBe(0)
  })

  it('when the program ends meanwhile, and its connection is closed at once', async () => {
    const artefact = bench.publish('0.2.0')
    const stop = new AbortController()
    const begun = new Promise<void>((resolve) => {
      bench.server.files.set(
        name,
        beginningOf(artefact, () => resolve())
      )
    })
    const refused = refusal({ signal: stop.signal })
    await begun
    const reason = new Cancellation('shutdown')
    stop.abort(reason)
    expect(await refused).toBe(reason)
  })

  it('when it cannot be kept', async () => {
    bench.publish('0.2.0')
    const updater = await found()
    mkdirSync(join(bench.folder, 'cache'), { recursive: true })
    writeFileSync(join(bench.folder, 'cache/war-room-updater'), 'a file in the way')
    await expect(updater.download()).rejects.toMatchObject({ code: 'updates.not-kept' })
    expect(installed()).toBe(installedText)
  })
})

describe('the installed file', () => {
  it('is the new one when it could not be started, and that is what is told', async () => {
    const artefact = bench.publish('0.2.0')
    const startFails = Object.assign(new Error('no'), { code: 'EACCES' })
    const updater = await found({ startFails })
    await updater.download()
    const told = { code: 'updates.not-started', parameters: { detail: 'EACCES' } }
    await expect(updater.install()).rejects.toMatchObject(told)
    expect(readFileSync(bench.installed)).toEqual(artefact)
  })

  it('stays as it was when the new one cannot be put beside it', async () => {
    bench.publish('0.2.0')
    const updater = await found()
    await updater.download()
    const pending = join(bench.folder, 'cache/war-room-updater/pending')
    // A folder in the place of the file: it can neither be read nor taken for one.
    rmSync(join(pending, name))
    mkdirSync(join(pending, name))
    await expect(updater.install()).rejects.toMatchObject({ code: 'updates.not-installed' })
    expect(installed()).toBe(installedText)
    expect(bench.started).toEqual([])
  })
})
