import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const feedConfigName = 'app-update.yml'
export const feedKeyName = 'update-key.pem'

/** Where this program asks for newer versions, and whom it believes; written when it was packaged. */
export interface UpdateFeed {
  /** The file that names the feed. */
  configFile: string
  /** The public Ed25519 key of the feed, as PEM. */
  publicKey: string
}

/**
 * The feed that this program was packaged with. Null without one: it then never asks anybody. A feed
 * without a key is none, and so is any in a program that is not packaged.
 */
export const findUpdateFeed = (place: {
  packaged: boolean
  resources: string
}): UpdateFeed | null => {
  if (!place.packaged) return null
  const configFile = join(place.resources, feedConfigName)
  const keyFile = join(place.resources, feedKeyName)
  if (!existsSync(configFile) || !existsSync(keyFile)) return null
  return { configFile, publicKey: readFileSync(keyFile, 'utf8') }
}
