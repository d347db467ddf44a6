import type { Session } from 'electron'
import { appOrigin, streamPath } from '../../preload/contract/channels'
import { streamHost } from './stream-host'

export interface RequestFilterOptions {
  streamPort: number
  /** Developer tools load their own pages; packaged programs have none. */
  developerTools: boolean
}

/** Whether a request may leave a page: our own files, this launch's socket, images in the page. */
export const isAllowedRequest = (
  address: string,
  { streamPort, developerTools }: RequestFilterOptions
): boolean => {
  if (!URL.canParse(address)) return false
  const { protocol, host, pathname } = new URL(address)
  switch (protocol) {
    case 'app:':
      return `${protocol}//${host}` === appOrigin
    case 'ws:':
      return host === `${streamHost}:${streamPort}` && pathname === streamPath
    case 'data:':
      return address.startsWith('data:image/')
    case 'devtools:':
      return developerTools
    default:
      return false
  }
}

/** A second wall behind the content policy: it holds for whatever a policy might overlook. */
export const filterRequests = (session: Session, options: RequestFilterOptions): void =>
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, options) })
  })
