import type { Session } from 'electron'
import { appOrigin } from '../../preload/contract/channels'

/** All that a page of ours may ever be granted; whatever is not in this table is refused. */
export const grantedPermissions: ReadonlySet<string> = new Set([
  // Chromium asks for one of these before a page opens a socket to this machine.
  'loopback-network',
  'local-network-access',
  'clipboard-sanitized-write'
])

/** `origin` may come as an origin or as a whole URL, with or without a path. */
const isOwnOrigin = (origin: string): boolean =>
  origin === appOrigin || origin.startsWith(`${appOrigin}/`)

export const isGranted = (permission: string, origin: string): boolean =>
  grantedPermissions.has(permission) && isOwnOrigin(origin)

/** Puts the table in force: checks, requests, and every kind of device. */
export const enforcePermissions = (session: Session): void => {
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isGranted(permission, origin)
  )
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isGranted(permission, details.requestingUrl))
  })
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}
