import { maximumKeyCharacters } from '../../../../../preload/contract/limits'

/** What can go into a header: one line of visible ASCII characters. */
export const isKey = (text: string): boolean =>
  text.length <= maximumKeyCharacters && /^[\x21-\x7e]+$/.test(text)
