import type { LogWeight, Log } from '../kernel/log'
import type { OpenBoardEngine } from './board-engine'
import type { RoomHost } from './host'
import type { OpenRoomArchive } from './room-archive'
import type { OpenRoomEngine } from './room-engine'
import type { OpenStoredProviders } from './stored-providers'

/** What the terminal needs of the program that it belongs to; `headless.ts` brings the real ones. */
export interface TerminalParts {
  openEngine: OpenRoomEngine
  openBoard: OpenBoardEngine
  openArchive: OpenRoomArchive
  openProviders: OpenStoredProviders
  /** A log that writes from `level` on; null writes nothing. */
  openLog(level: LogWeight | null): Log
}

/** What every command works with. */
export interface CommandContext extends TerminalParts {
  host: RoomHost
}
