import { app } from 'electron'
import { spawn } from 'node:child_process'
import type { AppAdapter } from 'electron-updater/out/AppAdapter'
import type { WarRoom } from '../../compose'
import type { Clock } from '../../kernel/clock'
import { errorShape } from '../../kernel/errors'
import type { DialogOwner, DialogsPort } from '../dialogs-port'
import { shellErrorText } from '../shell-words'
import { installsItself, ownAppImage, withoutAppImage } from './app-image'
import { findUpdateFeed, type UpdateFeed } from './update-feed'
import { Updates } from './updates'

export interface JoinUpdatesOptions {
  room: WarRoom
  dialogs: DialogsPort
  clock: Clock
  /** The window in front: a question that hangs on none can be lost behind it. */
  front: () => DialogOwner
  /** Ends the program in order, does the last thing, and exits. */
  quit: (last: () => Promise<void>) => Promise<void>
}

const adapterOf = (feed: UpdateFeed, baseCachePath: string): AppAdapter => ({
  version: app.getVersion(),
  name: app.name,
  isPackaged: app.isPackaged,
  appUpdateConfigPath: feed.configFile,
  userDataPath: app.getPath('userData'),
  baseCachePath,
  whenReady: () => app.whenReady(),
  relaunch: () => app.relaunch(),
  quit: () => app.quit(),
  // Nothing is installed by the way when the program ends.
  onQuit: () => undefined
})

/** Starts a program that outlives this one, which hands it its place as the only one first. */
const startProgram = (file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    app.releaseSingleInstanceLock()
    const env = withoutAppImage(process.env)
    const child = spawn(file, [], { env, detached: true, stdio: 'ignore' })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })

const load =
  (feed: UpdateFeed, clock: Clock) =>
  async ({ signal }: { signal: AbortSignal }) => {
    const { createSystemUpdater, cacheFolder } = await import('./system-updater')
    const { execPath, platform } = process
    const appImage = ownAppImage({ environment: process.env, execPath })
    return createSystemUpdater({
      app: adapterOf(feed, cacheFolder()),
      feed,
      clock,
      signal,
      platform,
      arch: process.arch,
      installs: installsItself({ platform, execPath, name: app.name, appImage }),
      appImage,
      start: startProgram
    })
  }

/** Updates, where the program was packaged with a feed; null anywhere else. */
export const joinUpdates = ({
  room,
  dialogs,
  clock,
  front,
  quit
}: JoinUpdatesOptions): Updates | null => {
  const place = { packaged: app.isPackaged, resources: process.resourcesPath }
  const feed = findUpdateFeed(place)
  if (feed === null) return null
  const { registry, log, settings } = room
  const errorText = (error: ReturnType<typeof errorShape>): string =>
    shellErrorText(settings.get().language, error)
  const installed = async (install: () => Promise<void>): Promise<void> => {
    try {
      await install()
    } catch (error) {
      const shape = errorShape(error)
      log.write('error', 'updates.failed', { code: shape.code })
      await dialogs.tellUpdate(null, { kind: 'failed', reason: errorText(shape) })
    }
  }
  return new Updates({
    clock,
    load: load(feed, clock),
    sessions: registry,
    dialogs: {
      offer: (offer) => dialogs.offerUpdate(front(), offer),
      tell: (news) => dialogs.tellUpdate(front(), news)
    },
    restart: (install) => quit(() => installed(install)),
    errorText,
    notify: (error) => room.notify('info', error),
    log
  })
}
