import { fileURLToPath } from 'node:url'

const anyFileAddress = /^file:/i

/** Whether a word of a command line is a file's address, as desktops hand over files. */
export const isFileAddress = (word: string): boolean => anyFileAddress.test(word)

/** A name that leads to another computer, which would be told who asks. */
const isRemote = (path: string): boolean => path.startsWith('\\\\') || path.startsWith('//')

/** The absolute path of a `file:` address; null when it names none on this computer. */
export const fileOfAddress = (address: string): string | null => {
  try {
    const url = new URL(address)
    const { protocol, hostname, search, hash } = url
    if (protocol !== 'file:' || search !== '' || hash !== '') return null
    if (hostname !== '' && hostname !== 'localhost') return null
    url.hostname = ''
    const path = fileURLToPath(url)
    return path.includes('\0') || isRemote(path) ? null : path
  } catch {
    return null
  }
}
