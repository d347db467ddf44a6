import { expect, it } from 'vitest'
import { Emitter } from '../../../main/kernel/emitter'
import {
  disconnectWindowMs,
  DisconnectRate,
  type DisconnectAlarm
} from '../../../main/observe/disconnect-rate'
import { FakeClock } from '../../support/fake-clock'

const set = (threshold = 3) => {
  const clock = new FakeClock()
  const closed = new Emitter<number>()
  const alarms: DisconnectAlarm[] = []
  const limit = { threshold }
  const rate = new DisconnectRate({
    clock,
    closed,
    threshold: () => limit.threshold,
    onAlarm: (alarm) => alarms.push(alarm)
  })
  const lose = (times: number, code = 1006): void => {
    for (let index = 0; index < times; index += 1) closed.emit(code)
  }
  return { clock, closed, alarms, limit, rate, lose }
}

it('sounds when the lost connections of a minute reach the threshold, not before', () => {
  const { alarms, lose, clock } = set()
  lose(2)
  expect(alarms).toEqual([])
  clock.advance(disconnectWindowMs - 1)
  lose(1)
  expect(alarms).toEqual([{ perMinute: 3, threshold: 3 }])
})

it('lets a loss count for one minute', () => {
  const { alarms, lose, clock, rate } = set()
  lose(2)
  clock.advance(disconnectWindowMs)
  lose(2)
  expect(rate.perMinute()).toBe(2)
  expect(alarms).toEqual([])
})

it('sounds once a minute however many are lost, and again when it goes on', () => {
  const { alarms, lose, clock } = set()
  lose(50)
  expect(alarms).toHaveLength(1)
  clock.advance(disconnectWindowMs - 1)
  lose(1)
  expect(alarms).toHaveLength(1)
  clock.advance(1)
  lose(3)
  expect(alarms.map(({ perMinute }) => perMinute)).toEqual([3, 3])
})

it('takes a close that was meant for no loss, and any other for one', () => {
  const { rate, lose } = set()
  lose(10, 1000)
  lose(10, 1001)
  expect(rate.perMinute()).toBe(0)
  for (const code of [1005, 1006, 1011, 4001, 4004, 4008]) lose(1, code)
  expect(rate.perMinute()).toBe(6)
})

it('is silent at 0, and follows the setting while it runs', () => {
  const { alarms, limit, lose } = set(0)
  lose(100)
  expect(alarms).toEqual([])
  limit.threshold = 5
  lose(1)
  expect(alarms).toEqual([{ perMinute: 101, threshold: 5 }])
})

it('hears nothing once it is disposed, and a listener that throws hurts nobody', () => {
  const { closed, rate, lose } = set()
  const heard: number[] = []
  const broken = new DisconnectRate({
    clock: new FakeClock(),
    closed,
    threshold: () => 1,
    onAlarm: () => {
      throw new Error('broken')
    }
  })
  closed.on((code) => heard.push(code))
  lose(1)
  expect(heard).toEqual([1006])
  broken.dispose()
  rate.dispose()
  expect(closed.size).toBe(1)
})
