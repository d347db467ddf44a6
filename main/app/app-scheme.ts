import { protocol, type Session } from 'electron'
import { appScheme } from '../../preload/contract/channels'

/** Makes `app://` a secure origin like https. Electron takes this only before it is ready. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])

export const serveAppFiles = (
  session: Session,
  handler: (request: Request) => Promise<Response>
): void => session.protocol.handle(appScheme, handler)
