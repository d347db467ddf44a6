import { complain } from './complain'
import { exitCodes } from './exit-codes'
import type { RoomHost } from './host'
import { listSessions } from './list-sessions'
import { runBoard } from './run-board'
import { runRoom } from './run-room'
import { showRecord } from './show-record'
import { showSession } from './show-session'
import { languageOf, parseTerminalCommand } from './terminal-command'
import type { CommandContext, TerminalParts } from './terminal-context'
import { createWords } from './words'

const runCommand = async (argv: readonly string[], context: CommandContext): Promise<number> => {
  const command = parseTerminalCommand(argv)
  switch (command.name) {
    case 'help':
      context.host.stdout.write(createWords(languageOf(argv)).text('help'))
      return exitCodes.done
    case 'run':
      return runRoom(command.room, context)
    case 'board':
      return runBoard(command.board, context)
    case 'list':
      return listSessions(command.list, context)
    case 'record':
      return showRecord(command.record, context)
    case 'show':
      return showSession(command.show, context)
  }
}

/**
 * The terminal room, from its command line to its exit code. It never throws: what goes wrong is
 * one line on stderr.
 */
export const runTerminal = async (
  argv: readonly string[],
  host: RoomHost,
  parts: TerminalParts
): Promise<number> => {
  try {
    return await runCommand(argv, { ...parts, host })
  } catch (error) {
    return complain(error, createWords(languageOf(argv)), host.stderr)
  }
}
