import { exitCodes } from './exit-codes'
import { findKept, replaySession, resultOf } from './kept-session'
import { openScreen } from './open-screen'
import { checkTargets, type ResultTargets } from './result-targets'
import { openKept, type RoomArchive } from './room-archive'
import { revealKept } from './reveal'
import { showRevealed } from './reveal-text'
import { roomJsonText, type RoomResult } from './room-json'
import { roomReport } from './room-report'
import type { ShowArguments } from './show-arguments'
import { tellNotices } from './tell-notices'
import type { CommandContext } from './terminal-context'
import { UsageProblem } from './usage-problem'
import { createWords } from './words'
import { writeTarget } from './write-target'

/** With what came after it, where that was asked for. */
const revealed = async (
  kept: RoomArchive,
  { reveal }: ShowArguments,
  result: RoomResult
): Promise<RoomResult> => (reveal ? { ...result, outcome: await revealKept(kept, result) } : result)

const showKept = async (
  kept: RoomArchive,
  show: ShowArguments,
  { json, report }: ResultTargets,
  { host }: CommandContext
): Promise<void> => {
  const session = await findKept(kept, show.session)
  const events = await kept.journal.read(session, 0)
  const result = await revealed(kept, show, resultOf(session, events))
  // As it was shown when it ran, unless another language is asked for.
  const words = createWords(show.language ?? result.state.language)
  const screen = openScreen(host)
  if (json === null && report === null) {
    replaySession(session, events, { screen, words })
    const { outcome, state } = result
    if (outcome !== undefined) showRevealed(screen, words, { outcome, state })
  }
  await writeTarget(json, () => roomJsonText(result), { screen, words })
  await writeTarget(report, () => roomReport(words, result.state, result.outcome), {
    screen,
    words
  })
  screen.end()
}

/**
 * Shows one kept session, or writes it into files as its run did.
 * @throws {UsageProblem} for a session or a folder that is none, and for targets
 * @throws {AppError} `storage.*`
 */
export const showSession = async (
  show: ShowArguments,
  context: CommandContext
): Promise<number> => {
  const { host, openArchive, openLog } = context
  const targets = await checkTargets(show, [])
  const log = openLog(show.logLevel)
  const kept = await openKept(openArchive, { folder: show.dataFolder, log })
  if (kept === null) throw new UsageProblem('unknown-session', { session: show.session })
  try {
    tellNotices(kept.notices, createWords(show.language ?? 'en'), host.stderr)
    await showKept(kept, show, targets, context)
    return exitCodes.done
  } finally {
    await kept.close()
  }
}
