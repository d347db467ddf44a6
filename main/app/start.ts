import { app, BrowserWindow, dialog } from 'electron'
import { join } from 'node:path'
import { compose, type WarRoom } from '../compose'
import { systemClock } from '../kernel/clock'
import { appInfo } from './app-info'
import { appPaths } from './app-paths'
import { registerAppScheme } from './app-scheme'
import type { DialogsPort } from './dialogs-port'
import { launchSubject } from './launch-subject'
import { createNativeDialogs } from './native-dialogs'
import { guardNavigation } from './navigation-guard'
import { createScriptedDialogs, emptyDialogScript } from './scripted-dialogs'
import { runShell, type Shell } from './shell'
import { shellWords } from './shell-words'
import { languageOfLocale } from './system-language'
import { createTestHooks, testSwitch } from './test-hooks'

/** What one start passes to the program that runs already. */
interface StartMessage {
  subject: string | null
}

const noSandboxSwitch = 'no-sandbox'

const report = (where: string, error: unknown): void => {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${where}: ${words}\n`)
}

/** Chromium's sandbox, everywhere but for tests as root; enabling it beside the switch kills all. */
const settleSandbox = (): boolean => {
  if (!app.commandLine.hasSwitch(noSandboxSwitch)) {
    app.enableSandbox()
    return true
  }
  if (!app.isPackaged) return true
  const words = shellWords(languageOfLocale(app.getLocale()))
  process.stderr.write(`${words('refused.noSandbox', { name: app.name })}\n`)
  return false
}

const ownSubject = (): string | null =>
  launchSubject({
    argv: process.argv,
    development: process.defaultApp === true,
    workingFolder: process.cwd()
  })

const composeRoom = (mainFolder: string): Promise<WarRoom> =>
  compose({
    info: appInfo(app.getVersion()),
    mainFolder,
    settingsFile: join(app.getPath('userData'), 'settings.json'),
    language: languageOfLocale(app.getLocale()),
    stream: true,
    onFault: report
  })

const nativeDialogs = (room: WarRoom): DialogsPort =>
  createNativeDialogs({
    dialog,
    windowOf: (owner) => BrowserWindow.fromId(owner),
    name: app.name,
    info: appInfo(app.getVersion()),
    words: () => shellWords(room.settings.get().language)
  })

const open = async (): Promise<Shell> => {
  const paths = appPaths(import.meta.url)
  const room = await composeRoom(paths.main)
  const script = emptyDialogScript()
  const tested = !app.isPackaged && app.commandLine.hasSwitch(testSwitch)
  if (tested) {
    const hooks = createTestHooks({ app, registry: room.registry, dialogs: script })
    Object.assign(globalThis, { warRoomTest: hooks })
  }
  const dialogs = tested ? createScriptedDialogs(script) : nativeDialogs(room)
  if (room.server === null) throw new Error('the event socket is not open')
  const shell = runShell({
    room,
    stream: room.server,
    dialogs,
    paths,
    clock: systemClock,
    developerTools: !app.isPackaged
  })
  shell.windows.open(ownSubject())
  return shell
}

/** Starts the program, or hands its subject to the one that runs and ends. */
export const startApp = (): void => {
  if (!settleSandbox()) {
    app.exit(1)
    return
  }
  const message: StartMessage = { subject: ownSubject() }
  if (!app.requestSingleInstanceLock(message)) {
    app.exit(0)
    return
  }
  registerAppScheme()
  guardNavigation(app)
  const shell = app.whenReady().then(open)
  const openWindow = (subject: string | null): void => {
    void shell.then(({ windows }) => windows.open(subject))
  }
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const { subject } = data as StartMessage
    openWindow(typeof subject === 'string' ? subject : null)
  })
  // How macOS hands over a file.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openWindow(path)
  })
}
