import { languages, type Language } from '../../preload/contract/words'
import { boardOptions, parseBoardArguments, type BoardArguments } from './board-arguments'
import { tokensOf } from './command-line'
import { listOptions, parseListArguments, type ListArguments } from './list-arguments'
import { parseRecordArguments, recordOptions, type RecordArguments } from './record-arguments'
import { parseRoomArguments, roomOptions, type RoomArguments } from './room-arguments'
import { parseShowArguments, showOptions, type ShowArguments } from './show-arguments'

/** What the terminal was asked to do. */
export type TerminalCommand =
  | { name: 'help' }
  | { name: 'run'; room: RoomArguments }
  | { name: 'list'; list: ListArguments }
  | { name: 'board'; board: BoardArguments }
  | { name: 'record'; record: RecordArguments }
  | { name: 'show'; show: ShowArguments }

const everyValued = [roomOptions, boardOptions, listOptions, recordOptions, showOptions].flatMap(
  ({ valued }): readonly string[] => valued
)

/** Where the command's word stands: the first that is no option. A file may follow a `--`. */
const wordIndex = (argv: readonly string[]): number => {
  for (const token of tokensOf(argv, everyValued)) {
    if (token.kind === 'option-terminator') return -1
    if (token.kind === 'positional') return token.index
  }
  return -1
}

const help = { name: 'help' } as const

/**
 * Reads a whole command line: `board`, `list`, `record` and `show` are commands, anything else is a
 * subject to run. A file of such a name is `./list`.
 * @throws {UsageProblem} for the first thing that is wrong
 */
export const parseTerminalCommand = (argv: readonly string[]): TerminalCommand => {
  const index = wordIndex(argv)
  const rest = argv.filter((_, each) => each !== index)
  switch (argv[index]) {
    case 'board': {
      const board = parseBoardArguments(rest)
      return board === 'help' ? help : { name: 'board', board }
    }
    case 'list': {
      const list = parseListArguments(rest)
      return list === 'help' ? help : { name: 'list', list }
    }
    case 'record': {
      const record = parseRecordArguments(rest)
      return record === 'help' ? help : { name: 'record', record }
    }
    case 'show': {
      const show = parseShowArguments(rest)
      return show === 'help' ? help : { name: 'show', show }
    }
    default: {
      const room = parseRoomArguments(argv)
      return room === 'help' ? help : { name: 'run', room }
    }
  }
}

/** The language to complain in when the command line itself is wrong. */
export const languageOf = (argv: readonly string[]): Language => {
  const index = argv.indexOf('--lang')
  const value =
    index >= 0 ? argv[index + 1] : argv.find((each) => each.startsWith('--lang='))?.slice(7)
  return languages.find((language) => language === value) ?? 'en'
}
