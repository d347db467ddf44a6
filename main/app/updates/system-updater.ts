import type { AppUpdater } from 'electron-updater'
import { getAppCacheDir, type AppAdapter } from 'electron-updater/out/AppAdapter'
import { BaseUpdater } from 'electron-updater/out/BaseUpdater'
import { MacUpdater } from 'electron-updater/out/MacUpdater'
import { NsisUpdater } from 'electron-updater/out/NsisUpdater'
import type { Clock } from '../../kernel/clock'
import { AppError } from '../../kernel/errors'
import { filesFor, isOwnChannel, type ChannelInfo } from './channel-file'
import { readFeedAddress } from './feed-config'
import { FeedHttp } from './feed-http'
import { feedKey } from './feed-signature'
import { OwnAppImageUpdater } from './own-app-image-updater'
import { SignedFeedProvider, type SignedFeed } from './signed-feed-provider'
import { badFile, downloadError, notInstalled, notStarted } from './update-error'
import type { UpdateFeed } from './update-feed'
import type { UpdateFinding, UpdaterPort } from './updater-port'

export interface SystemUpdaterOptions {
  app: AppAdapter
  feed: UpdateFeed
  clock: Clock
  /** Ends what is asked and fetched. */
  signal: AbortSignal
  platform: string
  arch: string
  /** Whether a new version can take the place of the installed one. */
  installs: boolean
  /** The AppImage that is to be replaced; null where there is none. */
  appImage: string | null
  /** Starts the program in the file that was put in place. */
  start: (file: string) => Promise<void>
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

const updaterOf = ({ app, platform, appImage }: SystemUpdaterOptions): AppUpdater => {
  if (platform === 'win32') return new NsisUpdater(null, app)
  if (platform === 'darwin') return new MacUpdater(undefined, app)
  return new OwnAppImageUpdater(app, appImage)
}

interface Download {
  sha512?: string
}

/** The way by which the library's updaters fetch a file: ours, so that limits hold for it too. */
const executorOf = (http: FeedHttp, updater: AppUpdater) => ({
  download: async (address: URL, destination: string, { sha512 }: Download): Promise<string> => {
    const { files } = latestOf(updater)
    const file = files.find(
      (each) => each.sha512 === sha512 && address.href.endsWith(`/${each.url}`)
    )
    if (file === undefined || sha512 === undefined) throw badFile()
    await http.download({ address, maximumBytes: file.size }, { destination, sha512 })
    return destination
  }
})

const latestOf = (updater: AppUpdater): ChannelInfo =>
  (updater as unknown as { updateInfoAndProvider: { info: ChannelInfo } }).updateInfoAndProvider
    .info

/** Everything that the library would do by itself, switched off; everything it checks, left on. */
const settle = (updater: AppUpdater, feed: SignedFeed): void => {
  updater.logger = silent
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.allowDowngrade = false
  updater.disableDifferentialDownload = true
  updater.disableWebInstaller = true
  // It would go by APPIMAGE alone; whether the program installs itself is known better here.
  updater.forceDevUpdateConfig = true
  // No id of this computer is made, kept or sent, so nothing can be rolled out to some only.
  Object.assign(updater, { stagingUserIdPromise: { value: Promise.resolve('') } })
  updater.isUserWithinRollout = () => true
  const own = updater.currentVersion.version
  const supported = updater.isUpdateSupported
  updater.isUpdateSupported = (info) => isOwnChannel(info.version, own) && supported(info)
  Object.assign(updater, { httpExecutor: executorOf(feed.http, updater) })
  updater.setFeedURL({ provider: 'custom', updateProvider: SignedFeedProvider, feed })
}

const findingOf = (
  updater: AppUpdater,
  { isUpdateAvailable, updateInfo }: { isUpdateAvailable: boolean; updateInfo: unknown },
  { platform, arch, installs }: SystemUpdaterOptions
): UpdateFinding => {
  const { version, files, downloadPage } = updateInfo as ChannelInfo
  const order = updater.currentVersion.compare(version)
  if (!isUpdateAvailable) {
    return { kind: order === 0 ? 'same' : order > 0 ? 'older' : 'other-channel', version }
  }
  const bytes = filesFor(files, { platform, arch })[0]?.size ?? null
  return { kind: 'newer', version, bytes, page: downloadPage, installs }
}

/** Rejects with the reason why something was not installed; stays open when it was. */
const failureOf = (updater: AppUpdater): Promise<never> =>
  new Promise((_resolve, reject) => updater.once('error', (error) => reject(notInstalled(error))))

const install = async (
  updater: AppUpdater,
  { appImage, start }: SystemUpdaterOptions
): Promise<void> => {
  const failed = failureOf(updater)
  failed.catch(() => undefined)
  if (!(updater instanceof BaseUpdater)) {
    // A Mac's own updater takes the file over, and ends the program itself.
    updater.quitAndInstall()
    return failed
  }
  if (!updater.install(true, true)) await failed
  if (appImage === null) return
  await start(appImage).catch((error: unknown) => {
    throw notStarted(error)
  })
}

/** Where the system keeps what programs can fetch again. */
export const cacheFolder = (): string => getAppCacheDir()

/** The system's updater from electron-updater, joined to the signed feed. */
export const createSystemUpdater = async (options: SystemUpdaterOptions): Promise<UpdaterPort> => {
  const { feed, clock, signal, arch } = options
  const address = await readFeedAddress(feed.configFile)
  const http = new FeedHttp({ clock, signal })
  const updater = updaterOf(options)
  settle(updater, { address, key: feedKey(feed.publicKey), http, arch })
  return {
    check: async () => {
      const result = await updater.checkForUpdates()
      if (result === null) throw new Error('the updater does not check')
      return findingOf(updater, result, options)
    },
    download: async () => {
      await updater.downloadUpdate().catch((error: unknown) => {
        // One that was called off is no failure of the download.
        throw signal.aborted && !(error instanceof AppError) ? signal.reason : downloadError(error)
      })
    },
    install: () => install(updater, options)
  }
}
