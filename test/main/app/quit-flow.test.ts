import { describe, expect, it } from 'vitest'
import { QuitFlow, shutdownLimitMs } from '../../../main/app/quit-flow'
import { deferred } from '../../../main/kernel/deferred'
import { FakeClock } from '../../support/fake-clock'

const open = ({ running = 0 } = {}) => {
  const clock = new FakeClock()
  const answer = deferred<boolean>()
  const down = deferred<void>()
  const log: string[] = []
  const flow = new QuitFlow({
    clock,
    runningSessions: () => running,
    confirm: (count) => {
      log.push(`asked ${count}`)
      return answer.promise
    },
    shutdown: () => {
      log.push('shutdown')
      return down.promise
    },
    exit: (code) => log.push(`exit ${code}`)
  })
  return { flow, clock, answer, down, log }
}

describe('quitting', () => {
  it('asks nothing when nothing runs, and exits after the shutdown', async () => {
    const { flow, down, log, clock } = open()
    const quitting = flow.request()
    expect(log).toEqual(['shutdown'])
    down.resolve()
    await quitting
    expect(log).toEqual(['shutdown', 'exit 0'])
    expect(clock.pendingTimers).toBe(0)
  })

  it('asks once while sessions run, however often it is asked for', async () => {
    const { flow, answer, down, log } = open({ running: 2 })
    const first = flow.request()
    await flow.request()
    await flow.request()
    expect(log).toEqual(['asked 2'])
    down.resolve()
    answer.resolve(true)
    await first
    await flow.request()
    expect(log).toEqual(['asked 2', 'shutdown', 'exit 0'])
  })

  it('goes on as before when the answer is to stay, and asks again the next time', async () => {
    const { flow, answer, log } = open({ running: 1 })
    answer.resolve(false)
    await flow.request()
    await flow.request()
    expect(log).toEqual(['asked 1', 'asked 1'])
  })

  it('by a signal asks nothing, even while a question stands, and gives its code', async () => {
    const { flow, answer, down, log } = open({ running: 1 })
    const asked = flow.request()
    down.resolve()
    await flow.end(130)
    answer.resolve(true)
    await asked
    expect(log).toEqual(['asked 1', 'shutdown', 'exit 130'])
  })

  it('does the last thing when all is closed, and not when the shutdown outlives its limit', async () => {
    const { flow, down, log } = open()
    const ending = flow.end(0, async () => void log.push(`last, over: ${flow.over}`))
    expect(flow.over).toBe(false)
    down.resolve()
    await ending
    expect(log).toEqual(['shutdown', 'last, over: true', 'exit 0'])
    const slow = open()
    void slow.flow.end(0, async () => void slow.log.push('last'))
    slow.clock.advance(shutdownLimitMs)
    expect(slow.log).toEqual(['shutdown', 'exit 1'])
  })

  it('ends within its limit when a shutdown hangs', () => {
    const { flow, clock, log } = open()
    void flow.end(143)
    clock.advance(shutdownLimitMs - 1)
    expect(log).toEqual(['shutdown'])
    clock.advance(1)
    expect(log).toEqual(['shutdown', 'exit 1'])
  })
})
