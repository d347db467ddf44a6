import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changingRoutes, rememberedAnswersPerCaller } from '../../../main/commands/answer-memory'
import { createDispatcher } from '../../../main/commands/dispatcher'
import type { Routes } from '../../../main/commands/route'
import { routeInputSchemas } from '../../../preload/contract/routes.schema'
import { callerOf, codeOf, openRoom, valueOf } from './route-fixture'

const secret = '/home/somebody/secret.csv'

const broken = new Proxy({} as Routes, {
  getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
  get: () => () => {
    throw new Error(`cannot open ${secret}`)
  }
})

describe('a call', () => {
  it('never throws, whatever is sent, and is refused with a code', async () => {
    const { dispatcher } = openRoom()
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true, withBigInt: true }), async (call) => {
        const result = await dispatcher.dispatch(call, callerOf('window:1'))
        expect(codeOf(result)).toBe('input.invalid')
      }),
      { numRuns: 2_000 }
    )
  })

  it('with any input to any route is answered with a value or a code', async () => {
    const { call, faults } = openRoom()
    const route = fc.constantFrom(...(Object.keys(routeInputSchemas) as never[]))
    await fc.assert(
      fc.asyncProperty(route, fc.anything(), async (name, input) => {
        const result = await call(name, input as never)
        expect(typeof result.ok).toBe('boolean')
      }),
      { numRuns: 1_000 }
    )
    expect(faults).toEqual([])
  })

  it('of a route that does not exist is refused, the names of every object included', async () => {
    const { dispatcher } = openRoom()
    for (const route of ['session.steal', '__proto__', 'constructor', 'toString', '']) {
      const result = await dispatcher.dispatch({ route, input: {}, key: 'k' }, callerOf('window:1'))
      expect(codeOf(result)).toBe('route.unknown')
    }
  })

  it('with a field too many is refused', async () => {
    const { dispatcher } = openRoom()
    const extra = { route: 'settings.get', input: {}, key: 'k', principal: 'window:2' }
    expect(codeOf(await dispatcher.dispatch(extra, callerOf('window:1')))).toBe('input.invalid')
    const inside = { route: 'settings.get', input: { language: 'en' }, key: 'k' }
    expect(codeOf(await dispatcher.dispatch(inside, callerOf('window:1')))).toBe('input.invalid')
  })

  it('that is invalid names the field and not its value', async () => {
    const { call } = openRoom()
    const result = await call('session.cancelRole', { session: secret, role: 'scout' })
    expect(result).toMatchObject({ ok: false, error: { parameters: { field: 'session' } } })
    expect(JSON.stringify(result)).not.toContain(secret)
  })

  it('that meets a fault tells main what it was and the page nothing', async () => {
    const faults: unknown[] = []
    const { dispatch } = createDispatcher(broken, {
      onFault: (_route, error) => faults.push(error)
    })
    const result = await dispatch({ route: 'app.info', input: {}, key: 'k' }, callerOf('window:1'))
    expect(result).toEqual({
      ok: false,
      error: { code: 'internal', message: 'internal error', retryable: false }
    })
    expect(String(faults[0])).toContain(secret)
  })
})

describe('a changing call', () => {
  it('sent twice with one key acts once and is answered the same', async () => {
    const { call, settings } = openRoom()
    const send = () =>
      call('settings.set', { paceCharactersPerSecond: 0 }, callerOf('window:1'), 'same')
    const [first, second] = await Promise.all([send(), send()])
    const third = await send()
    expect(settings).toHaveLength(2)
    expect([second, third]).toEqual([first, first])
  })

  it('is every one that starts or steers a session', () => {
    const steering = ['start', 'cancel', 'cancelRole', 'retryRole', 'pause', 'resume'] as const
    for (const name of steering) expect(changingRoutes.has(`session.${name}`)).toBe(true)
  })

  it('with the key of another window acts for itself', async () => {
    const { call, settings } = openRoom()
    await call('settings.set', { theme: 'dark' }, callerOf('window:1'), 'same')
    await call('settings.set', { theme: 'dark' }, callerOf('window:2'), 'same')
    expect(settings).toHaveLength(3)
  })

  it('with a key that another route has used is refused', async () => {
    const { call, settings } = openRoom()
    await call('settings.set', { theme: 'dark' }, callerOf('window:1'), 'same')
    const other = await call('session.cancel', { session: 'abc' }, callerOf('window:1'), 'same')
    expect(codeOf(other)).toBe('input.invalid')
    expect(settings).toHaveLength(2)
  })

  it('is remembered for a window that is there, and only its last ones', async () => {
    const { call, dispatcher, settings } = openRoom()
    const send = (key: string) => call('settings.set', { theme: 'dark' }, callerOf('window:1'), key)
    await send('first')
    for (let count = 0; count < rememberedAnswersPerCaller; count += 1) await send(`key ${count}`)
    const before = settings.length
    await send('first')
    expect(settings).toHaveLength(before + 1)
    dispatcher.forget('window:1')
    await send('first')
    expect(settings).toHaveLength(before + 2)
  })
})

describe('a reading call', () => {
  it('is never remembered: a ticket is a new one each time', () => {
    for (const route of ['stream.ticket', 'settings.get', 'session.current'] as const) {
      expect(changingRoutes.has(route)).toBe(false)
    }
  })

  it('tells the playbook in each language', async () => {
    const { call } = openRoom()
    const english = valueOf(await call('playbook.get', { language: 'en' }))
    const chinese = valueOf(await call('playbook.get', { language: 'zh-TW' }))
    expect(english.stages.map((stage) => stage.id)).toEqual(chinese.stages.map((stage) => stage.id))
    expect(english.stages[0]?.label).not.toBe(chinese.stages[0]?.label)
    const roles = english.stages.flatMap((stage) =>
      stage.lanes.filter(({ kind }) => kind === 'role')
    )
    expect(roles).toHaveLength(9)
  })
})
