import type { Session } from 'electron'
import { windowHeader } from '../../preload/contract/channels'
import { principalOf } from './principal'
import { streamHost } from './stream-host'

type Headers = Record<string, string>

/** The headers with the mark of the window that sends them, whatever the page had put there. */
export const markedHeaders = (headers: Headers, contentsId: number | undefined): Headers => {
  const own = Object.entries(headers).filter(([name]) => name.toLowerCase() !== windowHeader)
  const mark = contentsId === undefined ? [] : [[windowHeader, principalOf(contentsId)]]
  return Object.fromEntries([...own, ...mark]) as Headers
}

/** Marks each upgrade with its window, so that a ticket serves only the window it was made for. */
export const markUpgrades = (session: Session, streamPort: number): void => {
  const filter = { urls: [`ws://${streamHost}:${streamPort}/*`] }
  session.webRequest.onBeforeSendHeaders(filter, (details, answer) => {
    answer({ requestHeaders: markedHeaders(details.requestHeaders, details.webContentsId) })
  })
}
