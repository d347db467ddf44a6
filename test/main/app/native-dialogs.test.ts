import type { BaseWindow, MessageBoxOptions, OpenDialogOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { createNativeDialogs } from '../../../main/app/native-dialogs'
import { shellWords } from '../../../main/app/shell-words'
import type { DialogsPort } from '../../../main/app/dialogs-port'
import { languages, type Language } from '../../../preload/contract/words'

const window = { id: 7 } as BaseWindow
const info = { version: '1.2.3', electron: '33', chrome: '130', node: '20', platform: 'linux' }

interface Shown {
  owner: BaseWindow | null
  options: MessageBoxOptions & OpenDialogOptions
}

/** A person who presses the button with this number; `null` is Escape. */
const open = (
  button: number | null = null,
  language: Language = 'en'
): { dialogs: DialogsPort; shown: Shown[] } => {
  const shown: Shown[] = []
  const note = (given: unknown[]): Shown['options'] => {
    const options = given.at(-1) as Shown['options']
    shown.push({ owner: given.length > 1 ? (given[0] as BaseWindow) : null, options })
    return options
  }
  const dialogs = createNativeDialogs({
    dialog: {
      showMessageBox: async (...given: unknown[]) => {
        const { cancelId = 0 } = note(given)
        return { response: button ?? cancelId, checkboxChecked: false }
      },
      showOpenDialog: async (...given: unknown[]) => {
        note(given)
        return { canceled: false, filePaths: ['/a.csv'] }
      },
      showSaveDialog: async (...given: unknown[]) => {
        note(given)
        return { canceled: button === null, filePath: button === null ? '' : '/a.json' }
      }
    },
    windowOf: (owner) => (owner === 7 ? window : null),
    name: 'War Room',
    info,
    words: () => shellWords(language)
  })
  return { dialogs, shown }
}

describe('the question whether to quit', () => {
  it('says how many sessions run, and stays unless one says otherwise', async () => {
    const { dialogs, shown } = open()
    expect(await dialogs.confirmQuit(1)).toBe(false)
    expect(await dialogs.confirmQuit(3)).toBe(false)
    expect(shown.map(({ options }) => options.message)).toEqual([
      'A session is still running.',
      '3 sessions are still running.'
    ])
    for (const { options } of shown) {
      expect(options.buttons?.[options.defaultId ?? -1]).toBe('Stay')
      expect(options.buttons?.[options.cancelId ?? -1]).toBe('Stay')
    }
    expect(await open(0).dialogs.confirmQuit(1)).toBe(true)
  })
})

describe('the question after a page has crashed', () => {
  it('hangs on its window and reloads unless one closes the room', async () => {
    const { dialogs, shown } = open()
    expect(await dialogs.pageCrashed(7)).toBe('reload')
    expect(shown[0]?.owner).toBe(window)
    expect(await open(1).dialogs.pageCrashed(7)).toBe('close')
  })

  it('stands on its own when the window is gone', async () => {
    const { dialogs, shown } = open()
    await dialogs.pageCrashed(8)
    expect(shown[0]?.owner).toBeNull()
  })
})

describe('the choice of files', () => {
  it('offers one price file, many notes, and always every file', async () => {
    const { dialogs, shown } = open()
    expect(await dialogs.chooseFiles(7, 'prices')).toEqual(['/a.csv'])
    await dialogs.chooseFiles(7, 'notes')
    const [prices, notes] = shown.map(({ options }) => options)
    expect(prices?.properties).toEqual(['openFile'])
    expect(notes?.properties).toEqual(['openFile', 'multiSelections'])
    expect(prices?.filters?.map(({ extensions }) => extensions)).toEqual([
      ['csv', 'tsv', 'txt'],
      ['*']
    ])
    expect(notes?.filters?.at(-1)?.extensions).toEqual(['*'])
  })

  it.each(languages)(
    'for the board in %s offers many price files, or one folder',
    async (language) => {
      const { dialogs, shown } = open(null, language)
      expect(await dialogs.chooseForBoard(7, 'files')).toEqual(['/a.csv'])
      await dialogs.chooseForBoard(7, 'folder')
      const [files, folder] = shown.map(({ options }) => options)
      expect(files?.properties).toEqual(['openFile', 'multiSelections'])
      expect(folder?.properties).toEqual(['openDirectory'])
      expect(files?.filters?.[0]?.extensions).toContain('csv')
      for (const title of [files?.title, folder?.title]) expect(title).not.toMatch(/choose[.]|^$/)
    }
  )
})

describe('what the program says of itself', () => {
  it.each(languages)(
    'in %s names its versions, the chart library and the data',
    async (language) => {
      const { dialogs, shown } = open(null, language)
      await dialogs.about(null)
      await dialogs.keyboard(null)
      const [about, keyboard] = shown.map(({ options }) => options)
      expect(about?.message).toBe('War Room 1.2.3')
      for (const part of [
        '33',
        '130',
        'MIT',
        'LICENSES.txt',
        'TradingView',
        'https://www.tradingview.com/',
        'Apache',
        'BSD-3'
      ]) {
        expect(about?.detail).toContain(part)
      }
      expect(keyboard?.detail).toContain('Ctrl+Enter')
      for (const options of [about, keyboard]) {
        expect(`${options?.message} ${options?.detail}`).not.toMatch(/\{\{|about\.|keyboard\./)
      }
    }
  )
})

describe('the word that a folder cannot be shown', () => {
  it.each(languages)('in %s says where it is and why', async (language) => {
    const { dialogs, shown } = open(null, language)
    await dialogs.folderNotOpened(7, '/home/one/.config/War Room', 'no file manager')
    const { owner, options } = shown[0] ?? {}
    expect(owner).toBe(window)
    for (const part of ['/home/one/.config/War Room', 'no file manager']) {
      expect(options?.detail).toContain(part)
    }
    expect(`${options?.message} ${options?.detail}`).not.toMatch(/\{\{|folder\./)
  })
})

describe('the question whether to restart for an update', () => {
  it('names the version and its size, and waits unless one says otherwise', async () => {
    const { dialogs, shown } = open()
    expect(await dialogs.offerUpdate(7, { version: '1.3.0', bytes: 91_400_001 })).toBe(false)
    expect(await dialogs.offerUpdate(7, { version: '1.3.0', bytes: null })).toBe(false)
    const [sized, unsized] = shown.map(({ options }) => options)
    expect(shown[0]?.owner).toBe(window)
    expect(sized?.message).toBe('War Room 1.3.0 is ready.')
    expect(sized?.detail).toContain('(92 MB)')
    expect(unsized?.detail).not.toContain('MB')
    expect(sized?.buttons).toEqual(['Restart now', 'Later'])
    expect(sized?.buttons?.[sized.defaultId ?? -1]).toBe('Later')
    expect(sized?.buttons?.[sized.cancelId ?? -1]).toBe('Later')
    expect(await open(0).dialogs.offerUpdate(7, { version: '1.3.0', bytes: 1 })).toBe(true)
  })

  it.each(languages)('and what a check came to have every word in %s', async (language) => {
    const { dialogs, shown } = open(null, language)
    const page = 'https://war-room.example/'
    await dialogs.offerUpdate(7, { version: '1.3.0', bytes: 1 })
    await dialogs.offerUpdate(7, { version: '1.3.0', bytes: null })
    await dialogs.tellUpdate(7, { kind: 'none' })
    await dialogs.tellUpdate(7, { kind: 'elsewhere', version: '1.3.0', page })
    await dialogs.tellUpdate(7, { kind: 'elsewhere', version: '1.3.0', page: null })
    await dialogs.tellUpdate(7, { kind: 'downloading', version: '1.3.0' })
    await dialogs.tellUpdate(7, { kind: 'waiting', version: '1.3.0', running: 1 })
    await dialogs.tellUpdate(7, { kind: 'waiting', version: '1.3.0', running: 2 })
    await dialogs.tellUpdate(7, { kind: 'failed', reason: 'the reason' })
    for (const { options } of shown) {
      const text = [options.message, options.detail, ...(options.buttons ?? [])].join(' ')
      expect(text).not.toMatch(/updates[.]|\{\{|undefined/)
    }
    expect(shown[2]?.options.message).toContain('1.2.3')
    expect(shown[3]?.options.detail).toContain(page)
    expect(shown.at(-1)?.options).toMatchObject({ type: 'error', detail: 'the reason' })
  })
})

describe('the file of providers', () => {
  it('is chosen over the window that asks, and has a name to begin with', async () => {
    const { dialogs, shown } = open(0)
    expect(await dialogs.chooseProviders(7)).toBe('/a.csv')
    expect(await dialogs.saveProviders(7, 'mine.json')).toBe('/a.json')
    expect(shown.map(({ owner }) => owner)).toEqual([window, window])
    expect(shown[1]?.options.defaultPath).toBe('mine.json')
    expect(await open().dialogs.saveProviders(7, 'mine.json')).toBeNull()
  })
})
