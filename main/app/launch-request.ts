import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  emptyRoom,
  roomOn,
  type LaunchProblem,
  type RoomOpening
} from '../../preload/contract/room-opening'
import { withoutLogLevel } from '../observe/log-level'
import { fileOfAddress, isFileAddress } from './launch-file'
import { launchImport, withoutImport } from './launch-import'
import { isLink, linkSubject } from './launch-link'

/** Rooms that one start may open. */
export const maximumLaunchRooms = 8

export interface Launch {
  /** The whole command line, the executable first. */
  argv: readonly string[]
  /** True for `electron <folder>`: the folder is an argument too, and not the subject. */
  development: boolean
  workingFolder: string
}

/** What one start asks for, of its own program or of the one that runs already. */
export interface LaunchRequest {
  rooms: RoomOpening[]
  /** A file of profiles and roles to take in, absolute. */
  imports: string | null
}

const onProblem = (problem: LaunchProblem): RoomOpening => ({ ...emptyRoom, problem })

/** What a link opens: the room that it names, or one that says why not. */
export const roomOfLink = (link: string): RoomOpening => {
  const subject = linkSubject(link)
  const problem = subject === null ? 'launch.bad-link' : null
  return { subject, byLink: true, problem }
}

/** A file as an absolute path, since another process with another working folder may open it. */
const roomOfWord = (word: string, workingFolder: string): RoomOpening => {
  if (isFileAddress(word)) {
    const file = fileOfAddress(word)
    return file === null ? onProblem('launch.bad-address') : roomOn(file)
  }
  const path = resolve(workingFolder, word)
  return roomOn(existsSync(path) ? path : word)
}

const capped = (rooms: RoomOpening[]): RoomOpening[] => {
  const kept = rooms.slice(0, maximumLaunchRooms)
  const last = kept.at(-1)
  if (rooms.length === kept.length || last === undefined) return kept
  return [...kept.slice(0, -1), { ...last, problem: 'launch.too-many-rooms' }]
}

/** The words that may be switches, and those behind `--`, which are not. */
export const splitSwitches = (argv: readonly string[]): { before: string[]; behind: string[] } => {
  const end = argv.indexOf('--')
  return end < 0
    ? { before: [...argv], behind: [] }
    : { before: argv.slice(0, end), behind: argv.slice(end + 1) }
}

/**
 * Reads a command line: each word that is no switch is a room's subject. One with a link in it was
 * written by whoever wrote the link: it may hold nothing else that is ours to read.
 */
export const launchRequest = ({ argv, development, workingFolder }: Launch): LaunchRequest => {
  const { before, behind } = splitSwitches(argv)
  const named = withoutImport(withoutLogLevel(before)).slice(1)
  const typed = named.filter((word) => !word.startsWith('-')).slice(development ? 1 : 0)
  const words = [...typed, ...behind].filter((word) => word !== '')
  const imports = launchImport({ argv: before, workingFolder })
  const link = [...before, ...behind].find(isLink)
  if (link === undefined) {
    return { rooms: capped(words.map((word) => roomOfWord(word, workingFolder))), imports }
  }
  const alone = words.length === 1 && words[0] === link && imports === null
  return { rooms: [alone ? roomOfLink(link) : roomOfLink('')], imports: null }
}
