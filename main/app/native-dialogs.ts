import type {
  BaseWindow,
  Dialog,
  MessageBoxOptions,
  MessageBoxReturnValue,
  OpenDialogOptions,
  SaveDialogOptions
} from 'electron'
import type { AppInfo } from '../../preload/contract/routes'
import type { BoardChoice } from '../../preload/contract/board'
import type { EvidenceKind } from '../../preload/contract/words'
import type { DialogOwner, DialogsPort } from './dialogs-port'
import { fileFilters, providerFilters } from './file-filters'
import { keyboardHelp } from './keyboard-help'
import type { Words } from './shell-words'
import { newsText, offerText } from './updates/update-news'

export interface NativeDialogsOptions {
  dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>
  windowOf: (owner: number) => BaseWindow | null
  name: string
  info: AppInfo
  /** Asked each time, since the language may change. */
  words: () => Words
}

type Ways = Pick<NativeDialogsOptions, 'dialog' | 'windowOf'>

const show = (
  { dialog, windowOf }: Ways,
  owner: DialogOwner,
  options: MessageBoxOptions
): Promise<MessageBoxReturnValue> => {
  const window = owner === null ? null : windowOf(owner)
  return window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options)
}

/** A question with a safe answer, which Enter and Escape give. */
const ask = async (
  ways: Ways,
  owner: DialogOwner,
  options: {
    message: string
    detail: string
    yes: string
    no: string
    safe: 'yes' | 'no'
    type?: 'warning' | 'info'
  }
): Promise<boolean> => {
  const { message, detail, yes, no, safe, type = 'warning' } = options
  const safeId = safe === 'yes' ? 0 : 1
  const { response } = await show(ways, owner, {
    type,
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
  const parts = ['notAdvice', 'licence', 'chart', 'data'].map((part) => words(`about.${part}`))
  return [versions, ...parts].join('\n\n')
}

const choose = async (
  { dialog, windowOf }: Ways,
  owner: DialogOwner,
  options: OpenDialogOptions
): Promise<string[]> => {
  const window = owner === null ? null : windowOf(owner)
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return filePaths
}

const evidenceChoice = (kind: EvidenceKind, words: Words): OpenDialogOptions => ({
  title: words(`choose.${kind}`),
  filters: fileFilters(kind, words),
  properties: kind === 'notes' ? ['openFile', 'multiSelections'] : ['openFile']
})

const boardChoice = (what: BoardChoice, words: Words): OpenDialogOptions =>
  what === 'folder'
    ? { title: words('choose.boardFolder'), properties: ['openDirectory'] }
    : {
        title: words('choose.boardFiles'),
        filters: fileFilters('prices', words),
        properties: ['openFile', 'multiSelections']
      }

const providersChoice = (words: Words): OpenDialogOptions => ({
  title: words('choose.importProviders'),
  filters: providerFilters(words),
  properties: ['openFile']
})

const saveProviders = async (
  { dialog, windowOf }: Ways,
  owner: DialogOwner,
  { name, words }: { name: string; words: Words }
): Promise<string | null> => {
  const window = owner === null ? null : windowOf(owner)
  const options: SaveDialogOptions = {
    title: words('choose.exportProviders'),
    filters: providerFilters(words),
    defaultPath: name
  }
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  return canceled || filePath === '' ? null : filePath
}

const confirmQuit = (ways: Ways, count: number, words: Words): Promise<boolean> =>
  ask(ways, null, {
    message: words('quit.message', { count }),
    detail: words('quit.detail'),
    yes: words('quit.confirm'),
    no: words('quit.cancel'),
    safe: 'no'
  })

const pageCrashed = async (
  ways: Ways,
  owner: DialogOwner,
  words: Words
): Promise<'reload' | 'close'> => {
  const reload = await ask(ways, owner, {
    message: words('crash.message'),
    detail: words('crash.detail'),
    yes: words('crash.reload'),
    no: words('crash.close'),
    safe: 'yes'
  })
  return reload ? 'reload' : 'close'
}

const tell = async (
  ways: Ways,
  owner: DialogOwner,
  box: Pick<MessageBoxOptions, 'type' | 'message' | 'detail'>,
  words: Words
): Promise<void> => {
  await show(ways, owner, { ...box, buttons: [words('about.close')] })
}

/** The system's own dialogs. */
export const createNativeDialogs = (options: NativeDialogsOptions): DialogsPort => {
  const { name: program, info, words } = options
  return {
    chooseFiles: (owner, kind) => choose(options, owner, evidenceChoice(kind, words())),
    chooseForBoard: (owner, what) => choose(options, owner, boardChoice(what, words())),
    chooseProviders: async (owner) =>
      (await choose(options, owner, providersChoice(words())))[0] ?? null,
    saveProviders: (owner, name) => saveProviders(options, owner, { name, words: words() }),
    confirmQuit: (running) => confirmQuit(options, running, words()),
    pageCrashed: (owner) => pageCrashed(options, owner, words()),
    offerUpdate: (owner, offer) => {
      const text = offerText(offer, { words: words(), name: program })
      return ask(options, owner, { ...text, safe: 'no', type: 'info' })
    },
    tellUpdate: (owner, news) => {
      const text = newsText(news, { words: words(), name: program, own: info.version })
      const type = news.kind === 'failed' ? 'error' : 'info'
      return tell(options, owner, { type, ...text }, words())
    },
    cannotStart: (reason) => {
      const message = words()('refused.start', { name: program })
      return tell(options, null, { type: 'error', message, detail: reason }, words())
    },
    about: (owner) => {
      const message = words()('about.message', { name: program, version: info.version })
      const detail = aboutDetail(words(), info)
      return tell(options, owner, { type: 'info', message, detail }, words())
    },
    keyboard: (owner) => {
      const message = words()('keyboard.message')
      const detail = keyboardHelp(words(), info.platform)
      return tell(options, owner, { type: 'info', message, detail }, words())
    },
    folderNotOpened: (owner, folder, reason) => {
      const message = words()('folder.notOpened')
      const detail = words()('folder.where', { folder, reason })
      return tell(options, owner, { type: 'error', message, detail }, words())
    }
  }
}
