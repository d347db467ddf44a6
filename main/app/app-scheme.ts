import { protocol, type Session } from 'electron'
import { appScheme } from '../../preload/contract/channels'

/** Code that was compiled once is kept, so that a later start shows its page sooner. */
const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }

/** Makes `app://` a secure origin like https. Electron takes this only before it is ready. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }])

export const serveAppFiles = (
  session: Session,
  handler: (request: Request) => Promise<Response>
): void => session.protocol.handle(appScheme, handler)
