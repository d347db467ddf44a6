import { evidenceError } from '../evidence-error'

export interface DecodedText {
  encoding: string
  text: string
}

const legacyEncodings = ['big5', 'gb18030', 'windows-1252'] as const
/** What no text file holds; tab, line feed, form feed and return are text. */
const controlCharacters = new RegExp('[\\u0000-\\u0008\\u000b\\u000e-\\u001f]')

const byteOrderMark = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** The text, without its byte order mark; null when the bytes are not text of that encoding. */
const decodeAs = (bytes: Uint8Array, encoding: string): DecodedText | null => {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return controlCharacters.test(text) ? null : { encoding, text }
  } catch {
    return null
  }
}

/**
 * Every way in which the bytes can be text, likeliest first: what the byte order mark says, else
 * UTF-8, and only where that fails the Chinese and Western legacy encodings.
 * @throws {AppError} `evidence.not-text`
 */
export const decodings = (bytes: Uint8Array, file: string): DecodedText[] => {
  const sure = decodeAs(bytes, byteOrderMark(bytes) ?? 'utf-8')
  if (sure !== null) return [sure]
  const marked = byteOrderMark(bytes) !== null || bytes.includes(0)
  const found = marked ? [] : legacyEncodings.map((encoding) => decodeAs(bytes, encoding))
  const texts = found.filter((decoded) => decoded !== null)
  if (texts.length === 0) throw evidenceError('not-text', { file })
  return texts
}

/**
 * The text of bytes that must be UTF-8, or UTF-16 with its mark: no guess among encodings.
 * @throws {AppError} `evidence.not-text`
 */
export const decodeUnicode = (bytes: Uint8Array, file: string): string => {
  const decoded = decodeAs(bytes, byteOrderMark(bytes) ?? 'utf-8')
  if (decoded === null) throw evidenceError('not-text', { file })
  return decoded.text
}
