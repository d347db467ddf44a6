import type { DialogsPort } from './dialogs-port'

/** Answers given beforehand, and a record of what was asked. */
export interface DialogScript {
  readonly asked: { dialog: keyof DialogsPort; detail: string | number | null }[]
  /** What the next file dialogs give, oldest first; without one: dismissed. */
  readonly files: string[][]
  quit: boolean
  /** The answer to whether to restart for an update. */
  restart: boolean
  crash: 'reload' | 'close'
}

export const emptyDialogScript = (): DialogScript => ({
  asked: [],
  files: [],
  quit: true,
  restart: false,
  crash: 'close'
})

/** Dialogs that nobody has to click: they answer from a script. */
export const createScriptedDialogs = (script: DialogScript): DialogsPort => {
  const note = (dialog: keyof DialogsPort, detail: string | number | null): void => {
    script.asked.push({ dialog, detail })
  }
  return {
    chooseFiles: async (_owner, kind) => {
      note('chooseFiles', kind)
      return script.files.shift() ?? []
    },
    chooseForBoard: async (_owner, what) => {
      note('chooseForBoard', what)
      return script.files.shift() ?? []
    },
    chooseProviders: async (owner) => {
      note('chooseProviders', owner)
      return script.files.shift()?.[0] ?? null
    },
    saveProviders: async (_owner, name) => {
      note('saveProviders', name)
      return script.files.shift()?.[0] ?? null
    },
    confirmQuit: async (running) => {
      note('confirmQuit', running)
      return script.quit
    },
    pageCrashed: async (owner) => {
      note('pageCrashed', owner)
      return script.crash
    },
    offerUpdate: async (_owner, { version }) => {
      note('offerUpdate', version)
      return script.restart
    },
    tellUpdate: async (_owner, { kind }) => note('tellUpdate', kind),
    cannotStart: async (reason) => note('cannotStart', reason),
    about: async (owner) => note('about', owner),
    keyboard: async (owner) => note('keyboard', owner),
    folderNotOpened: async (_owner, folder) => note('folderNotOpened', folder)
  }
}
