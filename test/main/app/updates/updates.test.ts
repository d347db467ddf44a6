import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { QuitFlow } from '../../../../main/app/quit-flow'
import type { UpdateNews } from '../../../../main/app/updates/update-news'
import { checkEveryMs, firstCheckMs, Updates } from '../../../../main/app/updates/updates'
import type { UpdateFinding, UpdaterPort } from '../../../../main/app/updates/updater-port'
import { deferred, type Deferred } from '../../../../main/kernel/deferred'
import { Emitter } from '../../../../main/kernel/emitter'
import { AppError } from '../../../../main/kernel/errors'
import { errorCodes } from '../../../../preload/contract/errors'
import { FakeClock } from '../../../support/fake-clock'
import { checkLeaks } from '../../../support/leaks'
import { openFeedBench } from '../../../support/update-feed'

checkLeaks()

const newer = (version = '0.2.0', installs = true): UpdateFinding => ({
  ...{ kind: 'newer', version, bytes: 5, page: 'https://war-room.example/', installs }
})

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

interface Bench {
  updates: Updates
  clock: FakeClock
  /** What was done and shown, in order. */
  log: string[]
  news: UpdateNews[]
  lines: string[]
  /** The questions that stand or stood. */
  questions: Deferred<boolean>[]
  setRunning(count: number): void
  finding: UpdateFinding | Error
  downloadFails: Error | null
}

/** The behaviour around an updater that answers from a script. */
const open = ({ running = 0, updater }: { running?: number; updater?: UpdaterPort } = {}) => {
  const clock = new FakeClock()
  const changed = new Emitter<void>()
  let live = running
  const scripted: UpdaterPort = {
    check: async () => {
      bench.log.push('check')
      if (bench.finding instanceof Error) throw bench.finding
      return bench.finding
    },
    download: async () => {
      bench.log.push('download')
      if (bench.downloadFails !== null) throw bench.downloadFails
    },
    install: async () => void bench.log.push('install')
  }
  const quitFlow = new QuitFlow({
    clock,
    runningSessions: () => live,
    confirm: async () => true,
    shutdown: async () => {
      await bench.updates.close()
      bench.log.push('sessions ended')
    },
    exit: (code) => bench.log.push(`exit ${code}`)
  })
  const updates = new Updates({
    clock,
    load: async () => updater ?? scripted,
    sessions: {
      get liveSessions() {
        return Array.from({ length: live }, (_, index) => `session ${index}`)
      },
      onChanged: (handler) => changed.on(handler)
    },
    dialogs: {
      offer: ({ version }) => {
        bench.log.push(`ask ${version}`)
        const question = deferred<boolean>()
        bench.questions.push(question)
        return question.promise
      },
      tell: async (news) => void bench.news.push(news)
    },
    restart: (install) => quitFlow.end(0, install),
    errorText: ({ code }) => `words of ${code}`,
    notify: ({ code, parameters }) => bench.log.push(`notice ${code} ${parameters?.['version']}`),
    log: {
      write: (level, event, fields) => bench.lines.push(JSON.stringify([level, event, fields]))
    }
  })
  const bench: Bench = {
    ...{ updates, clock, log: [], news: [], lines: [], questions: [] },
    setRunning: (count) => {
      live = count
      changed.emit()
    },
    finding: newer(),
    downloadFails: null
  }
  return bench
}

/** The first check of a run, and what follows of it. */
const begun = async (bench: Bench): Promise<void> => {
  bench.clock.advance(firstCheckMs)
  await settle()
}

describe('the check in the background', () => {
  it('comes soon after the start and each day, loads nothing before, and ends with the program', async () => {
    const bench = open()
    bench.finding = { kind: 'same', version: '0.1.0' }
    bench.clock.advance(firstCheckMs - 1)
    await settle()
    expect(bench.log).toEqual([])
    bench.clock.advance(1)
    await settle()
    bench.clock.advance(checkEveryMs)
    await settle()
    expect(bench.log).toEqual(['check', 'check'])
    expect(bench.news).toEqual([])
    await bench.updates.close()
    expect(bench.clock.pendingTimers).toBe(0)
    bench.clock.advance(checkEveryMs)
    await bench.updates.checkNow()
    expect(bench.log).toEqual(['check', 'check'])
  })

  it('puts what fails into the log alone, as a code, and tries again the next day', async () => {
    const bench = open()
    bench.finding = new AppError(errorCodes.updatesBadSignature, 'at https://somewhere/?secret')
    await begun(bench)
    expect(bench.news).toEqual([])
    expect(bench.lines).toEqual([
      JSON.stringify(['warning', 'updates.failed', { code: 'updates.bad-signature' }])
    ])
    bench.finding = newer()
    bench.downloadFails = new AppError(errorCodes.updatesBadFile, 'no')
    bench.clock.advance(checkEveryMs)
    await settle()
    expect(bench.log).toEqual(['check', 'check', 'download'])
    bench.downloadFails = null
    bench.clock.advance(checkEveryMs)
    await settle()
    expect(bench.log.at(-1)).toBe('ask 0.2.0')
    await bench.updates.close()
  })

  it('only tells of a newer version where the program does not update itself, once', async () => {
    const bench = open()
    bench.finding = newer('0.2.0', false)
    await begun(bench)
    bench.clock.advance(checkEveryMs)
    await settle()
    expect(bench.log).toEqual(['check', 'notice updates.newer 0.2.0', 'check'])
    await bench.updates.close()
  })
})

describe('the question whether to restart', () => {
  it('comes only once the update is fetched; then the program ends in order and installs last', async () => {
    const bench = open()
    await begun(bench)
    expect(bench.log).toEqual(['check', 'download', 'ask 0.2.0'])
    bench.questions[0]?.resolve(true)
    await settle()
    expect(bench.log.slice(3)).toEqual(['sessions ended', 'install', 'exit 0'])
    expect(bench.clock.pendingTimers).toBe(0)
  })

  it('answered with Later is not asked again in this run, nor installed when it ends', async () => {
    const bench = open()
    await begun(bench)
    bench.questions[0]?.resolve(false)
    await settle()
    bench.clock.advance(3 * checkEveryMs)
    await settle()
    bench.setRunning(1)
    bench.setRunning(0)
    await settle()
    expect(bench.questions).toHaveLength(1)
    await bench.updates.close()
    expect(bench.log).not.toContain('install')
  })

  it('is never asked while a session runs or waits: it is asked when the last has ended', async () => {
    const bench = open({ running: 2 })
    await begun(bench)
    bench.setRunning(1)
    bench.clock.advance(checkEveryMs)
    await settle()
    expect(bench.questions).toHaveLength(0)
    bench.setRunning(0)
    await settle()
    bench.setRunning(0)
    expect(bench.questions).toHaveLength(1)
    await bench.updates.close()
  })

  it('does not end a session that was started while it stood: it is asked again after it', async () => {
    const bench = open()
    await begun(bench)
    bench.setRunning(1)
    bench.questions[0]?.resolve(true)
    await settle()
    expect(bench.log).not.toContain('sessions ended')
    bench.setRunning(0)
    await settle()
    expect(bench.questions).toHaveLength(2)
    bench.questions[1]?.resolve(true)
    await settle()
    expect(bench.log.slice(-3)).toEqual(['sessions ended', 'install', 'exit 0'])
  })

  it('changes nothing when the program ends while it stands', async () => {
    const bench = open()
    await begun(bench)
    await bench.updates.close()
    bench.questions[0]?.resolve(true)
    await settle()
    expect(bench.log).toEqual(['check', 'download', 'ask 0.2.0'])
  })
})

describe('a check that a person asks for', () => {
  it('tells that there is nothing newer, or where the newer one is', async () => {
    const bench = open()
    bench.finding = { kind: 'older', version: '0.0.9' }
    await bench.updates.checkNow()
    bench.finding = newer('0.2.0', false)
    await bench.updates.checkNow()
    expect(bench.news).toEqual([
      { kind: 'none' },
      expect.objectContaining({ kind: 'elsewhere', page: 'https://war-room.example/' })
    ])
    expect(bench.log).toEqual(['check', 'check'])
    await bench.updates.close()
  })

  it('tells what failed in words', async () => {
    const bench = open()
    bench.finding = new AppError(errorCodes.updatesUnsigned, 'no')
    await bench.updates.checkNow()
    bench.finding = newer()
    bench.downloadFails = new AppError(errorCodes.updatesCutOff, 'no')
    await bench.updates.checkNow()
    expect(bench.news).toEqual([
      { kind: 'failed', reason: 'words of updates.unsigned' },
      { kind: 'downloading', version: '0.2.0' },
      { kind: 'failed', reason: 'words of updates.cut-off' }
    ])
    await bench.updates.close()
  })

  it('asks again what was answered with Later, without another download', async () => {
    const bench = open()
    await begun(bench)
    bench.questions[0]?.resolve(false)
    await settle()
    await bench.updates.checkNow()
    expect(bench.log).toEqual(['check', 'download', 'ask 0.2.0', 'check', 'ask 0.2.0'])
    await bench.updates.close()
  })

  it('says that it waits while sessions run, and asks after them', async () => {
    const bench = open({ running: 3 })
    await bench.updates.checkNow()
    expect(bench.news).toEqual([
      { kind: 'downloading', version: '0.2.0' },
      { kind: 'waiting', version: '0.2.0', running: 3 }
    ])
    expect(bench.questions).toHaveLength(0)
    bench.setRunning(0)
    expect(bench.questions).toHaveLength(1)
    await bench.updates.close()
  })

  it('joins one that is being done, and opens no second question beside one that stands', async () => {
    const bench = open()
    await Promise.all([bench.updates.checkNow(), bench.updates.checkNow(), begun(bench)])
    expect(bench.log).toEqual(['check', 'download', 'ask 0.2.0'])
    await bench.updates.checkNow()
    expect(bench.log).toEqual(['check', 'download', 'ask 0.2.0'])
    await bench.updates.close()
  })
})

describe('the whole way', () => {
  it('from a signed feed to the installed file, with the library that does it', async () => {
    const feed = await openFeedBench()
    const artefact = feed.publish('0.2.0')
    const bench = open({ updater: await feed.updater() })
    await bench.updates.checkNow()
    expect(bench.news).toEqual([{ kind: 'downloading', version: '0.2.0' }])
    expect(readFileSync(feed.installed)).not.toEqual(artefact)
    bench.questions[0]?.resolve(true)
    await settle()
    expect(bench.log).toEqual(['ask 0.2.0', 'sessions ended', 'exit 0'])
    expect(readFileSync(feed.installed)).toEqual(artefact)
    expect(feed.started).toEqual([feed.installed])
    await feed.close()
  })

  it('asks nothing where the feed has another signature', async () => {
    const feed = await openFeedBench()
    feed.publish('0.2.0')
    const channel = [...feed.server.files.keys()].find((name) => name.endsWith('.sig')) ?? ''
    feed.server.files.set(channel, `${'A'.repeat(86)}==\n`)
    const bench = open({ updater: await feed.updater() })
    await bench.updates.checkNow()
    expect(bench.news).toEqual([{ kind: 'failed', reason: 'words of updates.bad-signature' }])
    expect(bench.questions).toEqual([])
    expect(bench.lines.join()).not.toContain(feed.server.url)
    await bench.updates.close()
    await feed.close()
  })
})
