import fc, { type Arbitrary } from 'fast-check'
import { boardChoices } from '../../preload/contract/board'
import * as limits from '../../preload/contract/limits'
import { priceSources } from '../../preload/contract/live-prices'
import { providerKinds, type ProviderProfile } from '../../preload/contract/providers'
import { positions, type Mandate } from '../../preload/contract/mandate'
import type { RouteInput, RouteName } from '../../preload/contract/routes'
import { sessionEndKinds } from '../../preload/contract/sessions'
import { themes } from '../../preload/contract/settings'
import { languages, modes, stances } from '../../preload/contract/words'

const chars = (alphabet: string, minLength: number, maxLength: number): Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })
const free = (minLength: number, maxLength: number): Arbitrary<string> =>
  fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) })

const nothing = fc.constant({})
const language = fc.constantFrom(...languages)
const kind = fc.constantFrom('prices' as const, 'benchmark' as const, 'notes' as const)
const sha256 = chars('0123456789abcdef', 64, 64)
const session = chars('0123456789abcdefghjkmnpqrstvwxyz', 1, 64)
const identifier = fc
  .tuple(chars('abcdefghijklmnopqrstuvwxyz', 1, 1), chars('abcxyz019_-', 0, 31))
  .map(([first, rest]) => first + rest)
const isoDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const name = free(1, 255)
const filePath = free(1, 4_096).filter((path) => !path.includes('\0'))
const whole = (min: number, max: number): Arbitrary<number> => fc.integer({ min, max })
const few = <T>(arbitrary: Arbitrary<T>, minLength = 0): Arbitrary<T[]> =>
  fc.array(arbitrary, { minLength, maxLength: 3 })

const change: Arbitrary<RouteInput<'settings.set'>> = fc.record(
  {
    language,
    theme: fc.constantFrom(...themes),
    paceCharactersPerSecond: whole(0, limits.maximumPaceCharactersPerSecond),
    roleLimitsMs: fc.dictionary(
      identifier,
      whole(limits.minimumRoleLimitMs, limits.maximumRoleLimitMs),
      { maxKeys: 3, noNullPrototype: true }
    ),
    retentionDays: whole(0, limits.maximumRetentionDays),
    keepCrashReports: fc.boolean(),
    monitoring: fc.boolean(),
    disconnectAlarmPerMinute: whole(0, limits.maximumDisconnectAlarmPerMinute)
  },
  { requiredKeys: [] }
)

const origin: Arbitrary<RouteInput<'evidence.import'>['origin']> = fc.oneof(
  fc.record({ from: fc.constant('path' as const), path: filePath }),
  fc.record({ from: fc.constant('bytes' as const), name, bytes: fc.uint8Array({ maxLength: 32 }) }),
  fc.record({ from: fc.constant('text' as const), name, text: free(0, 100) }),
  fc.record({ from: fc.constant('bundled' as const), id: name })
)

const money = fc.double({ min: 0.01, max: limits.maximumAmount, noNaN: true })

const mandate: Arbitrary<Mandate> = fc
  .record({
    position: fc.option(fc.constantFrom(...positions)),
    equity: fc.option(money),
    cost: fc.option(money),
    riskShare: fc.double({
      min: limits.minimumRiskShare,
      max: limits.maximumRiskShare,
      noNaN: true
    }),
    longOnly: fc.boolean(),
    lot: whole(1, limits.maximumLot)
  })
  .map((each) => (each.position === 'holding' ? each : { ...each, cost: null }))

const request: Arbitrary<RouteInput<'session.start'>> = fc.record({
  subject: fc.record({ name, sha256 }),
  benchmark: fc.option(sha256),
  notes: few(sha256),
  fundamentals: fc.option(sha256),
  asOf: fc.option(isoDate),
  mode: fc.constantFrom(...modes),
  roles: few(identifier),
  prompt: free(0, limits.maximumPromptCharacters),
  marketContext: free(0, limits.maximumMarketContextCharacters),
  language,
  mandate: fc.option(mandate)
})

const query: Arbitrary<RouteInput<'session.list'>> = fc.record({
  text: free(0, 200),
  stance: fc.option(fc.constantFrom(...stances)),
  end: fc.option(fc.constantFrom(...sessionEndKinds)),
  asOf: fc.record({ from: fc.option(isoDate), to: fc.option(isoDate) })
})

const providerId = fc.stringMatching(/^[a-z0-9]{1,12}$/).filter((id) => !/^(desk|model)$/.test(id))
const providerKey = fc.stringMatching(/^[!-~]{1,64}$/)
const ofProvider = fc.record({ id: providerId })
const price = fc.option(
  fc.double({ min: 0, max: limits.maximumPricePerMillion, noNaN: true, noDefaultInfinity: true })
)
const profile: Arbitrary<ProviderProfile> = fc.record({
  id: providerId,
  name: fc.stringMatching(/^[a-zA-Z0-9]{1,40}$/),
  kind: fc.constantFrom(...providerKinds),
  baseUrl: fc.constantFrom('https://api.test/v1', 'http://127.0.0.1:1/v1'),
  model: fc.stringMatching(/^[a-z0-9.:-]{1,40}$/),
  inputPrice: price,
  outputPrice: price,
  contextTokens: whole(limits.minimumContextTokens, limits.maximumContextTokens),
  maximumOutputTokens: whole(limits.minimumOutputTokens, limits.maximumOutputTokens),
  maximumConcurrent: whole(1, limits.maximumConcurrentCalls),
  knownUntil: fc.option(isoDate)
})

const ofSession = fc.record({ session })
const ofSessions = fc.record({ sessions: few(session, 1) })

/** What may go into every route; one that is forgotten does not compile. */
export const routeInputs: { [R in RouteName]: Arbitrary<RouteInput<R>> } = {
  'app.info': nothing,
  'settings.get': nothing,
  'settings.set': change,
  'playbook.get': fc.record({ language }),
  'evidence.import': fc.record({ kind, origin }),
  'evidence.choose': fc.record({ kind }),
  'evidence.chart': fc.record({ sha256, asOf: fc.option(isoDate) }),
  'evidence.study': fc.record({ sha256, asOf: fc.option(isoDate) }),
  'session.start': request,
  'session.current': nothing,
  'session.cancel': ofSession,
  'session.cancelRole': fc.record({ session, role: identifier }),
  'session.pause': ofSession,
  'session.resume': ofSession,
  'session.list': query,
  'session.open': ofSession,
  'session.leave': ofSession,
  'session.delete': ofSessions,
  'session.restore': ofSessions,
  'session.outcome': ofSession,
  'forecast.record': fc.record({ subject: fc.option(name) }),
  'forecast.clear': fc.record({ subject: name }),
  'board.list': nothing,
  'board.add': fc.record({ paths: few(filePath, 1) }),
  'board.choose': fc.record({ what: fc.constantFrom(...boardChoices) }),
  'board.remove': fc.record({ ids: few(session, 1) }),
  'board.restore': fc.record({ ids: few(session, 1) }),
  'board.run': fc.record({ asOf: fc.option(isoDate) }),
  'board.cancel': nothing,
  'board.open': fc.record({ id: session }),
  'session.retryRole': fc.record({ session, role: identifier }),
  'session.compare': fc.record({ session, role: identifier }),
  'provider.list': nothing,
  'provider.save': fc.record({ profile }),
  'provider.remove': ofProvider,
  'provider.setKey': fc.record({ id: providerId, key: providerKey }),
  'provider.forgetKey': ofProvider,
  'provider.test': ofProvider,
  'provider.models': ofProvider,
  'provider.assign': fc.record({
    roles: fc.dictionary(identifier, few(fc.oneof(providerId, fc.constant('desk')), 1), {
      maxKeys: 3
    })
  }),
  'provider.preset': fc.record({
    preset: fc.oneof(
      fc.record({ kind: fc.constant('desk' as const) }),
      fc.record({ kind: fc.constant('one' as const), provider: providerId }),
      fc.record({ kind: fc.constant('founders' as const) })
    )
  }),
  'provider.export': nothing,
  'provider.import': nothing,
  'symbol.search': fc.record({ text: free(1, 64) }),
  'symbol.import': fc.record({
    symbol: fc.stringMatching(/^[A-Z0-9]{1,6}(\.TW)?$/),
    source: fc.constantFrom(...priceSources),
    from: fc.option(isoDate),
    to: fc.option(isoDate)
  }),
  'stream.ticket': nothing,
  'stream.lastRefusal': fc.record({ ticket: fc.string({ maxLength: 128 }) }),
  'window.new': nothing,
  'window.watch': ofSession,
  'app.figures': nothing,
  'window.close': nothing
}

/** A path into a value and what is put there: a field replaced, added, or taken away. */
export const spoiling = fc.record({
  at: fc.nat(),
  key: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('__proto__', 'constructor')),
  value: fc.oneof(fc.anything({ maxDepth: 2, withBigInt: true }), fc.constant(undefined)),
  how: fc.constantFrom('replace' as const, 'add' as const, 'remove' as const)
})
export type Spoiling = typeof spoiling extends Arbitrary<infer T> ? T : never

/** `input` with one of its own fields spoilt; never the value that was given. */
export const spoilt = (input: object, { at, key, value, how }: Spoiling): unknown => {
  const copy: Record<string, unknown> = { ...input }
  const keys = Object.keys(copy)
  const chosen = keys[at % Math.max(1, keys.length)]
  if (how === 'add' || chosen === undefined) {
    Object.defineProperty(copy, key, { value, enumerable: true, configurable: true })
  } else if (how === 'remove') delete copy[chosen]
  else copy[chosen] = value
  return copy
}
