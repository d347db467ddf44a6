import { errorCodes } from '../../preload/contract/errors'
import type { SessionState } from '../../preload/contract/session-state'
import { AppError, errorFromShape } from '../kernel/errors'
import { complain } from './complain'
import { assertMayKeep } from './data-folder'
import { exitCodes } from './exit-codes'
import { SessionFollower } from './follow-session'
import type { RoomHost } from './host'
import { modelsOfRun } from './models-of-run'
import { openScreen } from './open-screen'
import { checkTargets } from './result-targets'
import type { RoomArguments } from './room-arguments'
import { callRoute, type RoomEngine } from './room-engine'
import { roomJsonText, type RoomResult } from './room-json'
import { revealRun } from './reveal'
import { showRevealed } from './reveal-text'
import { roomReport } from './room-report'
import { prepareRequest } from './room-request'
import type { Screen } from './screen'
import { StoppedEarly, Stopping } from './stopping'
import { tellSymbols } from './symbol-text'
import { tellNotices } from './tell-notices'
import type { CommandContext } from './terminal-context'
import { createWords, type Words } from './words'
import { writeTarget } from './write-target'

interface Run {
  room: RoomArguments
  host: RoomHost
  words: Words
  screen: Screen
  stopping: Stopping
}

/** What came after the session, shown too, where that was asked for. */
const revealed = async (
  engine: RoomEngine,
  state: SessionState,
  { room, screen, words }: Run
): Promise<Pick<RoomResult, 'outcome'>> => {
  if (!room.reveal) return {}
  const outcome = await revealRun(engine, state)
  showRevealed(screen, words, { outcome, state })
  return { outcome }
}

/** Starts the session, shows it, and answers with what came of it. */
const runSession = async (engine: RoomEngine, run: Run): Promise<RoomResult> => {
  const { room, host, words, screen, stopping } = run
  const { request, symbols } = await prepareRequest(engine, room, stopping)
  tellSymbols(symbols, words, host.stderr)
  const { session } = await callRoute(engine, 'session.start', request, 'start')
  const ended = engine.registry.ended(session)
  stopping.whenStopped((reason) => void engine.registry.cancel(session, reason))
  const feed = engine.registry.feed(session)
  if (feed === null) throw new AppError(errorCodes.sessionNotFound, `no session ${session}`)
  const follower = new SessionFollower({ feed, screen, words, clock: host.clock })
  try {
    await follower.catchUp(feed)
    const state = await ended
    follower.finish(state)
    const { durableEvents: events, forecasts, asked } = follower
    return { state, events, forecasts, asked, ...(await revealed(engine, state, run)) }
  } finally {
    follower.dispose()
  }
}

/** @throws {AppError} what a failed session failed with, once its result is written */
const codeOfEnd = ({ end }: SessionState): number => {
  if (end?.type === 'session.failed') throw errorFromShape(end.error)
  return end?.type === 'session.completed' ? exitCodes.done : exitCodes.failed
}

const enterRoom = async (run: Run, context: CommandContext): Promise<number> => {
  const { room, host, screen, words, stopping } = run
  const { openEngine, openLog } = context
  const { paceCharactersPerSecond, dataFolder, subject, benchmark, notes } = room
  const priceTemplate = room.prices.template
  const inputs = [subject, ...(benchmark === null ? [] : [benchmark]), ...notes]
  const targets = await checkTargets(room, inputs)
  await assertMayKeep(dataFolder)
  const log = openLog(room.logLevel)
  const model = await modelsOfRun(room, context)
  const engine = await openEngine({
    ...{ paceCharactersPerSecond, priceTemplate, dataFolder, model, log }
  })
  try {
    tellNotices(engine.notices ?? [], words, host.stderr)
    const result = await runSession(engine, run)
    await writeTarget(targets.json, () => roomJsonText(result), run)
    await writeTarget(targets.report, () => roomReport(words, result.state, result.outcome), run)
    screen.end()
    return stopping.code ?? codeOfEnd(result.state)
  } finally {
    screen.end()
    await engine.close()
  }
}

/**
 * Runs one session from its start to its exit code. It never throws: what goes wrong is one line on
 * stderr, and a signal's own exit code comes before any other.
 */
export const runRoom = async (room: RoomArguments, context: CommandContext): Promise<number> => {
  const { host } = context
  const stopping = new Stopping(host)
  const words = createWords(room.language)
  try {
    const run = { room, host, words, screen: openScreen(host), stopping }
    return await enterRoom(run, context)
  } catch (error) {
    if (error instanceof StoppedEarly) return stopping.code ?? exitCodes.failed
    const code = complain(error, words, host.stderr)
    return stopping.code ?? code
  } finally {
    stopping.dispose()
  }
}
