import type { AppInfo } from '../../preload/contract/routes'

export const appInfo = (version: string): AppInfo => ({
  version,
  electron: process.versions['electron'] ?? '',
  chrome: process.versions['chrome'] ?? '',
  node: process.versions.node,
  platform: process.platform
})
