import { app, BrowserWindow, crashReporter, dialog } from 'electron'
import * as inspector from 'node:inspector'
import { join } from 'node:path'
import { errorCodes, type ErrorCode, type ErrorShape } from '../../preload/contract/errors'
import { emptyRoom, roomOn } from '../../preload/contract/room-opening'
import type { Language } from '../../preload/contract/words'
import { compose, type ComposeOptions, type WarRoom } from '../compose'
import { systemClock } from '../kernel/clock'
import { AppError, errorShape } from '../kernel/errors'
import type { Log } from '../kernel/log'
import { logLevelOf } from '../observe/log-level'
import { tightenFolder } from '../storage/private-folder'
import { appInfo } from './app-info'
import { createAppLog } from './app-log'
import { appPaths, settingsFileIn } from './app-paths'
import { registerAppScheme } from './app-scheme'
import { onConsoleLine } from './console-lines'
import { settleCrashReports } from './crash-reports'
import type { DialogsPort } from './dialogs-port'
import { Entrances } from './entrances'
import { handOver, launchMessage } from './launch-message'
import { launchRequest, roomOfLink, splitSwitches, type LaunchRequest } from './launch-request'
import { createNativeDialogs } from './native-dialogs'
import { guardNavigation } from './navigation-guard'
import { refusalWords, refusedOf } from './refused-switches'
import { createScriptedDialogs, emptyDialogScript } from './scripted-dialogs'
import { runShell, type Shell } from './shell'
import { shellErrorText, shellWords } from './shell-words'
import { takeKeys } from './start-keys'
import { systemCipher } from './system-cipher'
import { languageOfLocale } from './system-language'
import { createTestHooks, testSwitch } from './test-hooks'
import { ownAppImage } from './updates/app-image'

/** Taken before anything is started that would inherit them. */
const startKeys = takeKeys(process.env)

/** What a person is told who asks from outside for more rooms than there can be. */
const full: ErrorShape = {
  code: errorCodes.launchTooManyRooms,
  message: 'as many rooms are open as there can be',
  retryable: false
}
/** As much of a page's complaint as the log takes, in characters. */
const shownLine = 300

const report = (where: string, error: unknown): void => {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${where}: ${words}\n`)
}

const systemLanguage = (): Language => languageOfLocale(app.getLocale())

const warn = (key: string, values: Record<string, string> = {}): void => {
  process.stderr.write(`${shellWords(systemLanguage())(key, values)}\n`)
}

/** A terminal shows the words; an AppImage that was started from a desktop has none. */
const refuseSwitches = (words: string, isAppImage: boolean): void => {
  process.stderr.write(`${words}\n`)
  if (!isAppImage || process.stderr.isTTY) {
    app.exit(1)
    return
  }
  void app.whenReady().then(() => {
    dialog.showErrorBox(app.name, words)
    app.exit(1)
  })
}

/** Whether the program may start as it was asked to; what is refused is told, and ends it. */
const settleSwitches = (): boolean => {
  const refused = refusedOf({
    packaged: app.isPackaged,
    inspected: inspector.url() !== undefined,
    hasSwitch: (name) => app.commandLine.hasSwitch(name)
  })
  if (refused.length > 0) {
    const { env: environment, execPath } = process
    const isAppImage = ownAppImage({ environment, execPath }) !== null
    const switches = refused.map((name) => `--${name}`).join(', ')
    const key = refusalWords(refused, { isAppImage })
    const words = shellWords(systemLanguage())(key, { name: app.name, switches })
    refuseSwitches(words, key === 'refused.appImage')
    return false
  }
  // Everywhere but for tests as root; enabling it beside the switch kills all.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  return true
}

const ownRequest = (): LaunchRequest =>
  launchRequest({
    argv: process.argv,
    development: process.defaultApp === true,
    workingFolder: process.cwd()
  })

/** Takes a file of profiles and roles in; one with an error changes nothing, and is told. */
const importProviders = async (
  { providers, log, notify }: WarRoom,
  file: string | null
): Promise<void> => {
  if (file === null) return
  try {
    const { added } = await providers.importFrom(file)
    log.write('info', 'providers.imported', { added })
  } catch (error) {
    notify('error', errorShape(error))
  }
}

const appLog = (dataFolder: string): Log =>
  createAppLog({
    folder: join(dataFolder, 'logs'),
    level: logLevelOf(splitSwitches(process.argv).before, (value) =>
      warn('warning.logLevel', { value })
    ),
    onTrouble: () => warn('warning.logFile')
  })

/** What a person can go on without: the room then keeps nothing, and says so. */
const survived: ReadonlySet<ErrorCode> = new Set([
  errorCodes.storageFull,
  errorCodes.storageIo,
  errorCodes.storageReadOnly
])

const composeRoom = async (mainFolder: string): Promise<WarRoom> => {
  const userFolder = app.getPath('userData')
  const dataFolder = join(userFolder, 'data')
  const options: ComposeOptions = {
    info: appInfo(app.getVersion()),
    mainFolder,
    dataFolder,
    settingsFile: settingsFileIn(userFolder),
    language: systemLanguage(),
    stream: true,
    log: appLog(dataFolder),
    errorText: shellErrorText,
    onFault: report,
    cipher: await systemCipher(),
    environment: startKeys
  }
  try {
    return await compose(options)
  } catch (error) {
    if (!(error instanceof AppError) || !survived.has(error.code)) throw error
    const room = await compose({ ...options, dataFolder: null })
    const { code, message } = error
    const parameters = { code }
    room.notify('error', { code: errorCodes.storageNotKept, message, retryable: false, parameters })
    return room
  }
}

/** The usual profile is all ours; one that a person named may hold other things. */
const tightenProfile = async (log: Log): Promise<void> => {
  const whole = !app.commandLine.hasSwitch('user-data-dir')
  const left = await tightenFolder(app.getPath('userData'), { whole })
  if (left > 0) log.write('warning', 'files.not-private', { count: left })
}

const nativeDialogs = (language: () => Language): DialogsPort =>
  createNativeDialogs({
    dialog,
    windowOf: (owner) => BrowserWindow.fromId(owner),
    name: app.name,
    info: appInfo(app.getVersion()),
    words: () => shellWords(language())
  })

/** Says why there can be no room, and ends. */
const refuse = async (error: unknown, tested: boolean): Promise<never> => {
  if (!(error instanceof AppError)) throw error
  const reason = shellErrorText(systemLanguage(), errorShape(error))
  process.stderr.write(`${reason}\n`)
  if (!tested) await nativeDialogs(systemLanguage).cannotStart(reason)
  app.exit(1)
  return new Promise(() => undefined)
}

const open = async (imports: string | null): Promise<Shell & { room: WarRoom }> => {
  const paths = appPaths(import.meta.url)
  const script = emptyDialogScript()
  const tested = !app.isPackaged && app.commandLine.hasSwitch(testSwitch)
  const room = await composeRoom(paths.main).catch((error: unknown) => refuse(error, tested))
  if (tested) {
    const hooks = createTestHooks({ app, registry: room.registry, dialogs: script })
    Object.assign(globalThis, { warRoomTest: hooks })
  }
  onConsoleLine(app, ({ level, text, contents }) => {
    room.log.write(level, 'page.console', { window: contents, text: text.slice(0, shownLine) })
  })
  const dialogs = tested
    ? createScriptedDialogs(script)
    : nativeDialogs(() => room.settings.get().language)
  if (room.server === null) throw new Error('the event socket is not open')
  void tightenProfile(room.log)
  room.log.write('info', 'app.started', { version: app.getVersion(), port: room.server.port })
  const shell = runShell({
    room,
    stream: room.server,
    dialogs,
    paths,
    clock: systemClock,
    developerTools: !app.isPackaged
  })
  await importProviders(room, imports)
  return { ...shell, room }
}

/** Starts the program, or hands its subject to the one that runs and ends. */
export const startApp = (): void => {
  if (!settleSwitches()) return
  const request = ownRequest()
  if (!app.requestSingleInstanceLock(handOver(request))) {
    app.exit(0)
    return
  }
  settleCrashReports({ app, crashReporter })
  registerAppScheme()
  guardNavigation(app)
  const entrances = new Entrances()
  entrances.ask(request.rooms)
  const shell = app.whenReady().then(() => open(request.imports))
  void shell.then(({ windows, room }) =>
    entrances.begin(windows, () => room.notify('warning', full))
  )
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const { rooms, imports } = launchMessage(data)
    void shell.then(({ room }) => importProviders(room, imports))
    entrances.ask(rooms.length === 0 ? [emptyRoom] : rooms)
  })
  followSystem(entrances)
}

/** How macOS hands over files and links, the first ones before the program is ready. */
const followSystem = (entrances: Entrances): void => {
  app.on('open-file', (event, path) => {
    event.preventDefault()
    entrances.ask([roomOn(path)])
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    entrances.ask([roomOfLink(link)])
  })
}
