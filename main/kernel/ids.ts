import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A random id of `length` characters, 5 bits each, without look-alike letters. */
export const randomId = (length: number): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('')

export const sessionId = (): string => randomId(12)
