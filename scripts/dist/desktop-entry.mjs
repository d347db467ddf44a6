import { readFileSync } from 'node:fs'
import { inProject } from '../support/project.mjs'

const NAME = 'War Room'
const COMMAND = 'war-room'
const LOCALES = [
  ['[zh_CN]', 'zh-CN'],
  ['[zh_TW]', 'zh-TW']
]
// Electron 43 is the first of which every version names its windows after the desktop entry.
const FIRST_NAMED_AFTER_ENTRY = 43

/** What the program opens: the type of its files, and the scheme of its links. */
export const MIME_TYPE = 'text/csv'
export const LINK_SCHEME = 'war-room'

/**
 * The program's entry in the menus of Linux: one source for the Debian package and for those that
 * electron-builder makes, which writes `Exec` and `MimeType` itself.
 * @param {string} [electronVersion] the Electron that is packaged; a current one when left out
 * @returns {{ entry: Record<string, string>, actions: Record<string, Record<string, string>>,
 *   mimeTypes: string[] }} keys and values as they stand in the file
 */
export function desktopEntry(electronVersion) {
  const entry = {
    Type: 'Application',
    Name: NAME,
    ...localized('GenericName', 'desktop', 'genericName'),
    ...localized('Comment', 'desktop', 'comment'),
    Icon: COMMAND,
    Terminal: 'false',
    Categories: 'Office;Finance;',
    ...localized('Keywords', 'desktop', 'keywords'),
    StartupWMClass: windowClass(electronVersion),
    Actions: 'new-room;'
  }
  const newRoom = { ...localized('Name', 'shell', 'menu.newRoom'), Exec: COMMAND }
  return { entry, actions: { 'new-room': newRoom }, mimeTypes: [MIME_TYPE] }
}

/** The whole file `war-room.desktop`, for a program that is started as `war-room`. */
export function desktopFile(electronVersion) {
  const { entry, actions, mimeTypes } = desktopEntry(electronVersion)
  const opened = [...mimeTypes, `x-scheme-handler/${LINK_SCHEME}`]
  const whole = { ...entry, Exec: `${COMMAND} %U`, MimeType: `${opened.join(';')};` }
  const groups = Object.entries(actions).map(([name, keys]) =>
    group(`Desktop Action ${name}`, keys)
  )
  return [group('Desktop Entry', whole), ...groups].join('\n')
}

function group(name, keys) {
  const lines = Object.entries(keys).map(([key, value]) => `${key}=${value}\n`)
  return `[${name}]\n${lines.join('')}`
}

/** A key in every language: the plain one is English. */
function localized(key, namespace, path) {
  return Object.fromEntries(
    [['', 'en'], ...LOCALES].map(([suffix, language]) => {
      const words = JSON.parse(
        readFileSync(inProject('locales', language, `${namespace}.json`), 'utf8')
      )
      return [`${key}${suffix}`, path.split('.').reduce((part, name) => part[name], words)]
    })
  )
}

/** What a window tells the desktop that it belongs to. */
function windowClass(electronVersion) {
  const major = Number(electronVersion?.split('.')[0] ?? FIRST_NAMED_AFTER_ENTRY)
  return major < FIRST_NAMED_AFTER_ENTRY ? NAME : COMMAND
}
