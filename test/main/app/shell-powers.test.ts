import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const projectFolder = resolve(import.meta.dirname, '../../..')
const sourceKinds = /\.(?:ts|vue)$/

const sources = ['main', 'preload', 'renderer/src'].flatMap((folder) =>
  readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && sourceKinds.test(entry.name))
    .map((entry) =>
      relative(projectFolder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    )
)
const texts = sources.map(
  (file) => [file, readFileSync(join(projectFolder, file), 'utf8')] as const
)

const filesWith = (form: RegExp): string[] =>
  texts
    .filter(([, text]) => form.test(text))
    .map(([file]) => file)
    .sort()

describe('what the shell can do stands in one place each (R21)', () => {
  it.each([
    [
      'a window is made',
      /new (?:BrowserWindow|BaseWindow|BrowserView|WebContentsView)\(/,
      ['main/app/room-window.ts']
    ],
    [
      'a page is answered',
      /\bipcMain\.(?:on|once|handle|handleOnce)\(/,
      ['main/app/ipc-adapter.ts']
    ],
    ['a page is given something', /\bexposeIn\w+\(/, ['preload/index.ts']],
    ['a port is opened', /\.listen\(\{|createServer\(/, ['main/server/loopback-http.ts']],
    ['another program is started', /node:child_process/, ['main/app/updates/join-updates.ts']],
    ['the desktop is asked', /\.(?:openPath|showItemInFolder)\(/, ['main/app/open-data-folder.ts']],
    ['a permission is granted', /\bsetPermission\w+Handler\(/, ['main/app/permissions.ts']]
  ])('where %s', (_what, form, files) => expect(filesWith(form)).toEqual(files))

  it.each([
    ['runs text as code', /\beval\(|new Function\(|\bexecuteJavaScript\(|node:vm\b/],
    [
      'makes nodes of text past the sanitiser',
      /\bv-html\b|\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/
    ],
    ['opens an address in another program', /\bopenExternal\(/],
    ['takes a check off', /setCertificateVerifyProc|'certificate-error'|rejectUnauthorized: false/],
    [
      'opens the walls of a page',
      /nodeIntegration\w*: true|(?:contextIsolation|sandbox|webSecurity): false/
    ]
  ])('and nothing %s', (_what, form) => expect(filesWith(form)).toEqual([]))
})
