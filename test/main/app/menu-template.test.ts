import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { keyboardHelp } from '../../../main/app/keyboard-help'
import { menuTemplate, type MenuActions } from '../../../main/app/menu-template'
import { shellWords } from '../../../main/app/shell-words'
import { shortcuts } from '../../../main/app/shortcuts'
import { languages } from '../../../preload/contract/words'

type Item = MenuItemConstructorOptions

const recorder = (): { done: string[]; actions: MenuActions } => {
  const done: string[] = []
  return {
    done,
    actions: {
      newRoom: () => done.push('newRoom'),
      closeWindow: () => done.push('closeWindow'),
      quit: () => done.push('quit'),
      send: (command) => done.push(command),
      about: () => done.push('about'),
      keyboard: () => done.push('keyboard'),
      openDataFolder: () => done.push('openDataFolder'),
      checkUpdates: () => done.push('checkUpdates')
    }
  }
}

const options = { name: 'War Room', platform: 'linux', developerTools: false, updates: true }

const itemsOf = (template: Item[]): Item[] =>
  template.flatMap((item) => [item, ...itemsOf((item.submenu as Item[] | undefined) ?? [])])

describe('the menu', () => {
  it('does with each item what it says', () => {
    const { done, actions } = recorder()
    const items = itemsOf(menuTemplate(shellWords('en'), actions, options))
    for (const item of items) (item.click as (() => void) | undefined)?.()
    expect(done).toEqual([
      'newRoom',
      'open-prices',
      'open-notes',
      'sessions',
      'settings',
      'closeWindow',
      'quit',
      'start',
      'stop',
      'focus-subject',
      'board',
      'watch',
      'keyboard',
      'openDataFolder',
      'checkUpdates',
      'about'
    ])
    const labelled = Object.fromEntries(items.map(({ label, accelerator }) => [label, accelerator]))
    expect(labelled).toMatchObject({
      'New room': 'CmdOrCtrl+N',
      'Open prices…': 'CmdOrCtrl+O',
      'Close window': 'CmdOrCtrl+W'
    })
  })

  it.each(languages)('has every word in %s, with no key and no placeholder left', (language) => {
    const words = shellWords(language)
    const mac = { ...options, platform: 'darwin', developerTools: true }
    const items = [options, mac].flatMap((each) =>
      itemsOf(menuTemplate(words, recorder().actions, each))
    )
    for (const { type, label } of items) {
      if (type === 'separator') continue
      expect(label).toBeTruthy()
      expect(label).not.toMatch(/^menu\.|\{\{/)
    }
    expect(keyboardHelp(words, 'linux')).not.toMatch(/keyboard\.|\{\{/)
  })

  it('uses each shortcut once', () => {
    const items = itemsOf(menuTemplate(shellWords('en'), recorder().actions, options))
    const used = items.flatMap(({ accelerator }) =>
      accelerator === undefined ? [] : [accelerator]
    )
    expect(new Set(used).size).toBe(used.length)
    expect(used).toEqual(expect.arrayContaining(Object.values(shortcuts)))
  })

  it('has developer tools only where the program is not packaged', () => {
    const roles = (developerTools: boolean) =>
      itemsOf(
        menuTemplate(shellWords('en'), recorder().actions, { ...options, developerTools })
      ).map(({ role }) => role)
    expect(roles(false)).not.toContain('toggleDevTools')
    expect(roles(true)).toContain('toggleDevTools')
  })

  it('asks for updates only where there is a feed of them', () => {
    const ids = (updates: boolean) =>
      itemsOf(menuTemplate(shellWords('en'), recorder().actions, { ...options, updates })).map(
        ({ id }) => id
      )
    expect(ids(false)).not.toContain('check-updates')
    expect(ids(true)).toContain('check-updates')
  })

  it('on a Mac has the program first and no Quit under File', () => {
    const mac = { ...options, platform: 'darwin' }
    const template = menuTemplate(shellWords('zh-TW'), recorder().actions, mac)
    expect(template[0]?.label).toBe('War Room')
    const file = template[1]?.submenu as Item[]
    expect(file.map(({ id }) => id)).not.toContain('quit')
  })
})
