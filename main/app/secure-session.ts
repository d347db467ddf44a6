import type { Session } from 'electron'
import { createAppFiles } from './app-files'
import { serveAppFiles } from './app-scheme'
import { contentSecurityPolicy } from './content-security-policy'
import { markUpgrades } from './mark-upgrades'
import { enforcePermissions } from './permissions'
import { filterRequests } from './request-filter'

export interface SecureSessionOptions {
  /** The folder of the built page. */
  pageFolder: string
  streamPort: number
  developerTools: boolean
}

/** All that stands between a page and the world, put in place before the first window opens. */
export const secureSession = (session: Session, options: SecureSessionOptions): void => {
  const { pageFolder, streamPort } = options
  enforcePermissions(session)
  filterRequests(session, options)
  markUpgrades(session, streamPort)
  session.on('will-download', (event) => event.preventDefault())
  const policy = contentSecurityPolicy(streamPort)
  serveAppFiles(session, createAppFiles({ root: pageFolder, policy }))
}
