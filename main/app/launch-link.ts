import { isSymbol } from '../../preload/contract/symbol-text'

/** The scheme of links that open a room; the packages register it with the system. */
export const linkScheme = 'war-room'

const maximumLinkCharacters = 128
const anyLink = new RegExp(`^[\\s"']*${linkScheme}:`, 'i')
// Some systems put a slash behind the place, as a web address has one.
const wellFormed = /^war-room:\/\/open\/?\?subject=([A-Za-z0-9.^=_%-]+)$/i

/** Whether a word of a command line came from a link, however that is written. */
export const isLink = (word: string): boolean => anyLink.test(word)

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/**
 * The symbol or bundled case that a link names; null for every link that is not exactly
 * `war-room://open?subject=<symbol>`. Any web page can fire one, so it never names a file.
 */
export const linkSubject = (link: string): string | null => {
  if (link.length > maximumLinkCharacters) return null
  const subject = decoded(wellFormed.exec(link)?.[1] ?? '')
  return subject !== null && isSymbol(subject) ? subject : null
}
