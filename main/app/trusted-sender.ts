import { appHost, appScheme } from '../../preload/contract/channels'

/** What an IPC message shows of its sender. */
export interface SenderFrame {
  readonly url: string
  /** Null for a page's main frame. */
  readonly parent: object | null
}

const isOwnPage = (address: string): boolean => {
  if (!URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  return protocol === `${appScheme}:` && host === appHost
}

/** Whether a message comes from the main frame of our own page. A frame that is gone is not. */
export const isTrustedFrame = (frame: SenderFrame | null): boolean =>
  frame !== null && frame.parent === null && isOwnPage(frame.url)
