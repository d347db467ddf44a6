import { errorCodes } from '../../preload/contract/errors'
import type { SessionState } from '../../preload/contract/session-state'
import { AppError, errorFromShape, errorShape } from '../kernel/errors'
import { exitCodeOf, exitCodes } from './exit-codes'
import { SessionFollower } from './follow-session'
import type { RoomHost } from './host'
import { openScreen } from './open-screen'
import { assertApart, checkTarget, type OutputTarget } from './output-target'
import { plainLine } from './plain-text'
import { languageOf, parseRoomArguments, type RoomArguments } from './room-arguments'
import { callRoute, type OpenRoomEngine, type RoomEngine } from './room-engine'
import { roomJsonText, type RoomResult } from './room-json'
import { roomReport } from './room-report'
import { prepareRequest } from './room-request'
import type { Screen } from './screen'
import { Stopping } from './stopping'
import { UsageProblem } from './usage-problem'
import { createWords, type Words } from './words'
import { writeWholeFile } from './whole-file'

interface Run {
  room: RoomArguments
  host: RoomHost
  words: Words
  screen: Screen
  stopping: Stopping
}

interface Targets {
  json: OutputTarget | null
  report: OutputTarget | null
}

const checkTargets = async (room: RoomArguments): Promise<Targets> => {
  const { jsonTarget, reportTarget, subject, benchmark, notes } = room
  const json = jsonTarget === null ? null : await checkTarget('--json', jsonTarget)
  const report = reportTarget === null ? null : await checkTarget('--report', reportTarget)
  const targets = [json, report].filter((target) => target !== null)
  await assertApart(targets, [subject, ...(benchmark === null ? [] : [benchmark]), ...notes])
  return { json, report }
}

/** Starts the session, shows it, and answers with what came of it. */
const runSession = async (engine: RoomEngine, run: Run): Promise<RoomResult> => {
  const { room, host, words, screen, stopping } = run
  const request = await prepareRequest(engine, room)
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
    return { state, events: follower.durableEvents }
  } finally {
    follower.dispose()
  }
}

class WriteFailure extends Error {
  readonly file: string

  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'WriteFailure'
    this.file = file
  }
}

const writeTarget = async (
  target: OutputTarget | null,
  text: () => string,
  { screen, words }: Run
): Promise<void> => {
  if (target === null) return
  const { path, file, mode } = target
  try {
    await writeWholeFile(path, text(), mode === null ? {} : { mode })
  } catch (error) {
    throw new WriteFailure(file, error)
  }
  screen.line(words.text('written', { file }), 'quiet')
}

/** The one line that says why a run ended badly, in the person's language, and its exit code. */
const complain = (error: unknown, words: Words, host: RoomHost): number => {
  const say = (message: string, code: number): number => {
    host.stderr.write(`${plainLine(words.text('problem', { message }))}\n`)
    return code
  }
  if (error instanceof UsageProblem) return say(words.usage(error), exitCodes.badInput)
  if (error instanceof WriteFailure) {
    const { file, message: detail } = error
    return say(words.text('writeFailed', { file, detail }), exitCodes.failed)
  }
  const shape = errorShape(error)
  if (error instanceof AppError) return say(words.error(shape), exitCodeOf(shape))
  return say(words.text('unexpected', { detail: shape.message }), exitCodes.failed)
}

/** @throws {AppError} what a failed session failed with, once its result is written */
const codeOfEnd = ({ end }: SessionState): number => {
  if (end?.type === 'session.failed') throw errorFromShape(end.error)
  return end?.type === 'session.completed' ? exitCodes.done : exitCodes.failed
}

const enterRoom = async (run: Run, openEngine: OpenRoomEngine): Promise<number> => {
  const { room, screen, words, stopping } = run
  const targets = await checkTargets(room)
  const engine = await openEngine(room)
  try {
    const result = await runSession(engine, run)
    await writeTarget(targets.json, () => roomJsonText(result), run)
    await writeTarget(targets.report, () => roomReport(words, result.state), run)
    screen.end()
    return stopping.code ?? codeOfEnd(result.state)
  } finally {
    screen.end()
    await engine.close()
  }
}

/**
 * The terminal room, from its command line to its exit code. It never throws: what goes wrong is
 * one line on stderr.
 */
export const runRoom = async (
  argv: readonly string[],
  host: RoomHost,
  openEngine: OpenRoomEngine
): Promise<number> => {
  const stopping = new Stopping(host)
  const words = createWords(languageOf(argv))
  try {
    const room = parseRoomArguments(argv)
    if (room === 'help') {
      host.stdout.write(words.text('help'))
      return exitCodes.done
    }
    const run = { room, host, words, screen: openScreen(host), stopping }
    return await enterRoom(run, openEngine)
  } catch (error) {
    const code = complain(error, words, host)
    return stopping.code ?? code
  } finally {
    stopping.dispose()
  }
}
