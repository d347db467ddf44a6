import type { BoardRow } from './board'
import type { ErrorShape } from './errors'
import type { Cursor } from './events'
import { decodeEvents, type EventsFrame } from './events-frame'
import type { ChangedThing, MonitoredSession, Notice } from './notices'
import type { SessionState } from './session-state'
import { isCount, isNumber, isRecord, isText, unreadable } from './wire-checks'

/**
 * The frames of the event socket (docs/protocol.md). Control frames are objects with a tag `t`; an
 * events frame is an array (`events-frame.ts`), since it is the one that is sent hundreds of times
 * a second.
 */
export interface HelloFrame {
  t: 'hello'
  v: number
  connection: string
}
export interface SnapshotFrame {
  t: 'snapshot' | 'resync'
  session: string
  state: SessionState
}
export interface ErrorFrame {
  t: 'error'
  session: string | null
  error: ErrorShape
}
export interface PongFrame {
  t: 'pong'
  id: number
}
/** To every connection: the user is told. The same notice may come again on a new connection. */
export interface NoticeFrame {
  t: 'notice'
  notice: Notice
}
/** To every connection: what a page shows of this may be out of date. */
export interface ChangedFrame {
  t: 'changed'
  what: ChangedThing
}
/** To the monitoring room: every session of the process, whole, on each change. */
export interface MonitorFrame {
  t: 'monitor'
  connections: number
  sessions: MonitoredSession[]
}
/** To the window that runs a board: the row that came last, and how many of how many are there. */
export interface BoardFrame {
  t: 'board'
  done: number
  total: number
  row: BoardRow
}
export type ControlFrame =
  | HelloFrame
  | SnapshotFrame
  | ErrorFrame
  | PongFrame
  | NoticeFrame
  | ChangedFrame
  | MonitorFrame
  | BoardFrame
export type ServerFrame = ControlFrame | EventsFrame

export type ClientFrame =
  | { t: 'subscribe'; session: string; cursor: Cursor | null }
  | { t: 'unsubscribe'; session: string }
  | { t: 'monitor'; on: boolean }
  | { t: 'ping'; id: number }

export const encodeControl = (frame: ControlFrame): string => JSON.stringify(frame)
export const encodeClientFrame = (frame: ClientFrame): string => JSON.stringify(frame)

const lists = ['inputs', 'stages', 'roles', 'facts', 'timeline']

/** As much of a state as a reader needs to go on from it. */
const isState = (state: unknown, session: unknown): boolean =>
  isRecord(state) &&
  isText(session) &&
  state['session'] === session &&
  isCount(state['epoch']) &&
  isCount(state['seq']) &&
  lists.every((list) => Array.isArray(state[list]))

const isNotice = (notice: unknown): boolean =>
  isRecord(notice) &&
  isText(notice['id']) &&
  isText(notice['level']) &&
  isRecord(notice['error']) &&
  isText(notice['error']['code'])

const isMonitored = (sessions: unknown): boolean =>
  Array.isArray(sessions) &&
  sessions.every((each) => isRecord(each) && isText(each['session']) && isText(each['status']))

/** A row has figures or an error, never both. */
const isBoardRow = (row: unknown): boolean =>
  isRecord(row) &&
  isText(row['id']) &&
  isText(row['name']) &&
  (row['figures'] === null
    ? isRecord(row['error']) && isText(row['error']['code'])
    : isRecord(row['figures']) && isText(row['figures']['stance']) && row['error'] === null)

const decodeControl = (frame: Record<string, unknown>): ServerFrame => {
  switch (frame['t']) {
    case 'hello':
      if (!isNumber(frame['v']) || !isText(frame['connection'])) return unreadable('hello')
      break
    case 'snapshot':
    case 'resync':
      if (!isState(frame['state'], frame['session'])) return unreadable('snapshot')
      break
    case 'error':
      if (frame['session'] !== null && !isText(frame['session'])) return unreadable('error')
      if (!isRecord(frame['error']) || !isText(frame['error']['code'])) return unreadable('error')
      break
    case 'pong':
      if (!isNumber(frame['id'])) return unreadable('pong')
      break
    case 'notice':
      if (!isNotice(frame['notice'])) return unreadable('notice')
      break
    case 'changed':
      if (!isText(frame['what'])) return unreadable('changed')
      break
    case 'monitor':
      if (!isCount(frame['connections']) || !isMonitored(frame['sessions'])) {
        return unreadable('monitor')
      }
      break
    case 'board':
      if (!isCount(frame['done']) || !isCount(frame['total']) || !isBoardRow(frame['row'])) {
        return unreadable('board')
      }
      break
    default:
      return unreadable('tag')
  }
  return frame as unknown as ServerFrame
}

/**
 * Reads one frame from the server. Hand-written, since the page has no schema library.
 * @throws {UnreadableFrame} for anything that is not a frame of this protocol
 */
export const decodeServerFrame = (text: string): ServerFrame => {
  let frame: unknown
  try {
    frame = JSON.parse(text)
  } catch {
    return unreadable('json')
  }
  if (Array.isArray(frame)) return decodeEvents(frame)
  return isRecord(frame) ? decodeControl(frame) : unreadable('frame')
}
