import { z } from 'zod'
import { boardChoices, maximumBoardPaths, maximumBoardSubjects } from './board'
import {
  maximumAmount,
  maximumBudgetSeconds,
  maximumBudgetTokens,
  maximumBudgetUsd,
  maximumMarketContextCharacters,
  maximumDisconnectAlarmPerMinute,
  maximumLot,
  maximumRiskShare,
  minimumRiskShare,
  maximumListedSessions,
  maximumNoteBytes,
  maximumPaceCharactersPerSecond,
  maximumPriceFileBytes,
  maximumPromptCharacters,
  maximumRetentionDays,
  maximumRoleLimitMs,
  minimumRoleLimitMs
} from './limits'
import { priceSources } from './live-prices'
import { positions, type Mandate } from './mandate'
import {
  providerId,
  providerKey,
  providerProfileSchema,
  roleAnalystsSchema,
  rolePreset
} from './providers.schema'
import type { RouteInput, RouteName } from './routes'
import { themes } from './settings'
import { sessionEndKinds } from './sessions'
import { symbolPattern } from './symbol-text'
import { languages, modes, stances } from './words'

const maximumPathCharacters = 4_096
const maximumNameCharacters = 255
const maximumNotes = 64
const maximumRoles = 64

const nothing = z.strictObject({})
const language = z.enum(languages)
const evidenceKind = z.enum(['prices', 'benchmark', 'notes'])
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const session = z.string().regex(/^[0-9a-z]{1,64}$/)
const identifier = z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/)
const fileName = z.string().min(1).max(maximumNameCharacters)
const path = z
  .string()
  .min(1)
  .max(maximumPathCharacters)
  .regex(/^[^\0]+$/)

/** A day that exists, as YYYY-MM-DD. */
export const isoDateSchema = z.iso.date()

const priceSymbol = z.string().regex(symbolPattern)

const budget = z.strictObject({
  tokens: z.int().min(1).max(maximumBudgetTokens).nullable(),
  costUsd: z.number().positive().max(maximumBudgetUsd).nullable(),
  seconds: z.number().positive().max(maximumBudgetSeconds).nullable()
})

/** Settings as kept and as changed; the store reads its file with it. */
export const settingsSchema = z.strictObject({
  language,
  theme: z.enum(themes),
  paceCharactersPerSecond: z.int().min(0).max(maximumPaceCharactersPerSecond),
  roleLimitsMs: z.record(identifier, z.int().min(minimumRoleLimitMs).max(maximumRoleLimitMs)),
  firstTextLimitsMs: z.record(identifier, z.int().min(minimumRoleLimitMs).max(maximumRoleLimitMs)),
  sessionBudget: budget,
  roleBudget: budget,
  retentionDays: z.int().min(0).max(maximumRetentionDays),
  monitoring: z.boolean(),
  keepCrashReports: z.boolean(),
  disconnectAlarmPerMinute: z.int().min(0).max(maximumDisconnectAlarmPerMinute),
  benchmarks: z.record(z.string().max(8), priceSymbol.or(z.literal(''))),
  priceTemplate: z.string().max(2_048)
})

/** Any of the settings: a change, or a file of a program that knew fewer. */
export const settingsChangeSchema = z.strictObject({
  language: settingsSchema.shape.language.exactOptional(),
  theme: settingsSchema.shape.theme.exactOptional(),
  paceCharactersPerSecond: settingsSchema.shape.paceCharactersPerSecond.exactOptional(),
  roleLimitsMs: settingsSchema.shape.roleLimitsMs.exactOptional(),
  retentionDays: settingsSchema.shape.retentionDays.exactOptional(),
  monitoring: settingsSchema.shape.monitoring.exactOptional(),
  keepCrashReports: settingsSchema.shape.keepCrashReports.exactOptional(),
  disconnectAlarmPerMinute: settingsSchema.shape.disconnectAlarmPerMinute.exactOptional(),
  firstTextLimitsMs: settingsSchema.shape.firstTextLimitsMs.exactOptional(),
  sessionBudget: settingsSchema.shape.sessionBudget.exactOptional(),
  roleBudget: settingsSchema.shape.roleBudget.exactOptional(),
  benchmarks: settingsSchema.shape.benchmarks.exactOptional(),
  priceTemplate: settingsSchema.shape.priceTemplate.exactOptional()
})

const evidenceOrigin = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('path'), path }),
  z.strictObject({
    from: z.literal('bytes'),
    name: fileName,
    bytes: z
      .instanceof(Uint8Array)
      .refine((bytes) => bytes.byteLength <= maximumPriceFileBytes, 'too many bytes')
  }),
  z.strictObject({
    from: z.literal('text'),
    name: fileName,
    text: z.string().max(maximumNoteBytes)
  }),
  z.strictObject({ from: z.literal('bundled'), id: z.string().min(1).max(maximumNameCharacters) })
])

const amount = z.number().positive().max(maximumAmount)

/** What cannot be planned for is refused with the field's own name. */
export const mandateSchema: z.ZodType<Mandate> = z
  .strictObject({
    position: z.enum(positions).nullable(),
    equity: amount.nullable(),
    cost: amount.nullable(),
    riskShare: z.number().min(minimumRiskShare).max(maximumRiskShare),
    longOnly: z.boolean(),
    lot: z.int().min(1).max(maximumLot)
  })
  .refine(({ position, cost }) => cost === null || position === 'holding', {
    path: ['cost'],
    message: 'only with a position that is held'
  })

const sessionRequest = z.strictObject({
  subject: z.strictObject({ name: fileName, sha256 }),
  benchmark: sha256.nullable(),
  notes: z.array(sha256).max(maximumNotes),
  fundamentals: sha256.nullable(),
  asOf: isoDateSchema.nullable(),
  mode: z.enum(modes),
  roles: z.array(identifier).max(maximumRoles),
  prompt: z.string().max(maximumPromptCharacters),
  marketContext: z.string().max(maximumMarketContextCharacters),
  language,
  mandate: mandateSchema.nullable()
})

const maximumQueryCharacters = 200
const listed = z.array(session).min(1).max(maximumListedSessions)

const sessionQuery = z.strictObject({
  text: z.string().max(maximumQueryCharacters),
  stance: z.enum(stances).nullable(),
  end: z.enum(sessionEndKinds).nullable(),
  asOf: z.strictObject({ from: isoDateSchema.nullable(), to: isoDateSchema.nullable() })
})

const boardIds = z.array(session).min(1).max(maximumBoardSubjects)

/** What may go into each route; main checks every call against it, whoever calls. */
export const routeInputSchemas: { [R in RouteName]: z.ZodType<RouteInput<R>> } = {
  'app.info': nothing,
  'settings.get': nothing,
  'settings.set': settingsChangeSchema,
  'playbook.get': z.strictObject({ language }),
  'evidence.import': z.strictObject({ kind: evidenceKind, origin: evidenceOrigin }),
  'evidence.choose': z.strictObject({ kind: evidenceKind }),
  'evidence.chart': z.strictObject({ sha256, asOf: isoDateSchema.nullable() }),
  'evidence.study': z.strictObject({ sha256, asOf: isoDateSchema.nullable() }),
  'session.start': sessionRequest,
  'session.current': nothing,
  'session.cancel': z.strictObject({ session }),
  'session.cancelRole': z.strictObject({ session, role: identifier }),
  'session.retryRole': z.strictObject({ session, role: identifier }),
  'session.compare': z.strictObject({ session, role: identifier }),
  'session.pause': z.strictObject({ session }),
  'session.resume': z.strictObject({ session }),
  'session.list': sessionQuery,
  'session.open': z.strictObject({ session }),
  'session.leave': z.strictObject({ session }),
  'session.delete': z.strictObject({ sessions: listed }),
  'session.restore': z.strictObject({ sessions: listed }),
  'session.outcome': z.strictObject({ session }),
  'forecast.record': z.strictObject({ subject: fileName.nullable() }),
  'forecast.clear': z.strictObject({ subject: fileName }),
  'board.list': nothing,
  'board.add': z.strictObject({ paths: z.array(path).min(1).max(maximumBoardPaths) }),
  'board.choose': z.strictObject({ what: z.enum(boardChoices) }),
  'board.remove': z.strictObject({ ids: boardIds }),
  'board.restore': z.strictObject({ ids: boardIds }),
  'board.run': z.strictObject({ asOf: isoDateSchema.nullable() }),
  'board.cancel': nothing,
  'board.open': z.strictObject({ id: session }),
  'provider.list': nothing,
  'provider.save': z.strictObject({ profile: providerProfileSchema }),
  'provider.remove': z.strictObject({ id: providerId }),
  'provider.setKey': z.strictObject({ id: providerId, key: providerKey }),
  'provider.forgetKey': z.strictObject({ id: providerId }),
  'provider.test': z.strictObject({ id: providerId }),
  'provider.models': z.strictObject({ id: providerId }),
  'provider.assign': z.strictObject({ roles: roleAnalystsSchema }),
  'provider.preset': z.strictObject({ preset: rolePreset }),
  'provider.export': nothing,
  'provider.import': nothing,
  'symbol.search': z.strictObject({ text: z.string().min(1).max(64) }),
  'symbol.import': z.strictObject({
    symbol: priceSymbol,
    source: z.enum(priceSources),
    from: isoDateSchema.nullable(),
    to: isoDateSchema.nullable()
  }),
  'stream.ticket': nothing,
  'stream.lastRefusal': z.strictObject({ ticket: z.string().max(128) }),
  'window.new': nothing,
  'window.watch': z.strictObject({ session }),
  'app.figures': nothing,
  'window.close': nothing
}

/** The call itself, before its route is known. */
export const routeCallSchema = z.strictObject({
  route: z.string().max(64),
  input: z.unknown(),
  key: z.string().min(1).max(64)
})
