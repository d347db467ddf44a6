import {
  BrowserWindow,
  dialog,
  type MessageBoxOptions,
  type MessageBoxReturnValue,
  type OpenDialogOptions
} from 'electron'
import type { AppInfo } from '../../preload/contract/routes'
import type { EvidenceKind } from '../../preload/contract/words'
import type { DialogOwner, DialogsPort } from './dialogs-port'
import { fileFilters } from './file-filters'
import { keyboardHelp } from './keyboard-help'
import type { Words } from './shell-words'

export interface NativeDialogsOptions {
  name: string
  info: AppInfo
  /** Asked each time, since the language may change. */
  words: () => Words
}

const windowOf = (owner: DialogOwner): BrowserWindow | null =>
  owner === null ? null : BrowserWindow.fromId(owner)

const show = (owner: DialogOwner, options: MessageBoxOptions): Promise<MessageBoxReturnValue> => {
  const window = windowOf(owner)
  return window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options)
}

/** A question with a safe answer, which Enter and Escape give. */
const ask = async (
  owner: DialogOwner,
  options: { message: string; detail: string; yes: string; no: string; safe: 'yes' | 'no' }
): Promise<boolean> => {
  const { message, detail, yes, no, safe } = options
  const safeId = safe === 'yes' ? 0 : 1
  const { response } = await show(owner, {
    type: 'warning',
    message,
    detail,
    buttons: [yes, no],
    defaultId: safeId,
    cancelId: safeId,
    noLink: true
  })
  return response === 0
}

const aboutDetail = (words: Words, info: AppInfo): string => {
  const { electron, chrome, node } = info
  const versions = words('about.versions', { electron, chrome, node })
  return [versions, words('about.notAdvice'), words('about.chart'), words('about.data')].join(
    '\n\n'
  )
}

const chooseFiles = async (
  owner: DialogOwner,
  kind: EvidenceKind,
  words: Words
): Promise<string[]> => {
  const options: OpenDialogOptions = {
    title: words(`choose.${kind}`),
    filters: fileFilters(kind, words),
    properties: kind === 'notes' ? ['openFile', 'multiSelections'] : ['openFile']
  }
  const window = windowOf(owner)
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return filePaths
}

const confirmQuit = (count: number, words: Words): Promise<boolean> =>
  ask(null, {
    message: words('quit.message', { count }),
    detail: words('quit.detail'),
    yes: words('quit.confirm'),
    no: words('quit.cancel'),
    safe: 'no'
  })

const pageCrashed = async (owner: DialogOwner, words: Words): Promise<'reload' | 'close'> => {
  const reload = await ask(owner, {
    message: words('crash.message'),
    detail: words('crash.detail'),
    yes: words('crash.reload'),
    no: words('crash.close'),
    safe: 'yes'
  })
  return reload ? 'reload' : 'close'
}

const tell = async (
  owner: DialogOwner,
  message: string,
  detail: string,
  words: Words
): Promise<void> => {
  await show(owner, { type: 'info', message, detail, buttons: [words('about.close')] })
}

/** The system's own dialogs. */
export const createNativeDialogs = ({ name, info, words }: NativeDialogsOptions): DialogsPort => ({
  chooseFiles: (owner, kind) => chooseFiles(owner, kind, words()),
  confirmQuit: (running) => confirmQuit(running, words()),
  pageCrashed: (owner) => pageCrashed(owner, words()),
  about: (owner) => {
    const message = words()('about.message', { name, version: info.version })
    return tell(owner, message, aboutDetail(words(), info), words())
  },
  keyboard: (owner) => {
    const detail = keyboardHelp(words(), info.platform)
    return tell(owner, words()('keyboard.message'), detail, words())
  }
})
