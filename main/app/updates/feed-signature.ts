import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { errorCodes } from '../../../preload/contract/errors'
import { AppError } from '../../kernel/errors'
import { badFeed } from './update-error'

/** A signature's file is named as the file that it is for, with this at the end. */
export const signatureSuffix = '.sig'

/** 64 bytes in base64, alone on a line. */
const signaturePattern = /^[A-Za-z0-9+/]{86}==\s*$/

/** The feed's key. @throws {AppError} `updates.bad-feed` when it is no Ed25519 public key */
export const feedKey = (pem: string): KeyObject => {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below, without what stands in the file.
  }
  throw badFeed('its public key is no Ed25519 key')
}

/**
 * Holds `bytes`, as they came, to a detached signature in base64.
 * @throws {AppError} `updates.bad-signature`, whichever of the three does not fit the others
 */
export const assertSigned = (bytes: Buffer, signature: string, key: KeyObject): void => {
  const formed = signaturePattern.test(signature)
  if (formed && verify(null, bytes, key, Buffer.from(signature, 'base64'))) return
  throw new AppError(errorCodes.updatesBadSignature, 'The signature of the update feed is wrong.')
}
