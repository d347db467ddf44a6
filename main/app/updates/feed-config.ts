import { readFile } from 'node:fs/promises'
import { parseUpdateInfo } from 'electron-updater/out/providers/Provider'
import { z } from 'zod'
import { feedConfigName } from './update-feed'
import { badFeed } from './update-error'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

const config = z.object({
  provider: z.literal('generic'),
  url: z.string().max(2_000)
})

/**
 * An address to ask: https, or http to this computer; no name, password or query, which would end up
 * in a log of somebody's.
 */
export const feedAddress = (text: string): URL => {
  if (!URL.canParse(text)) throw badFeed('its address is none')
  const address = new URL(text)
  const { protocol, hostname, username, password, search, hash } = address
  const safe = protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname))
  if (!safe) throw badFeed('its address is not https')
  if (username + password + search + hash !== '')
    throw badFeed('its address holds more than a path')
  if (!address.pathname.endsWith('/')) address.pathname += '/'
  return address
}

/** What YAML holds; what it is about is not repeated in the error. */
export const parseYaml = (text: string, address: URL): unknown => {
  try {
    return parseUpdateInfo(text, feedConfigName, address)
  } catch {
    throw badFeed('it is no YAML')
  }
}

/** The folder of the feed, from the file that was packaged with the program. */
export const readFeedAddress = async (configFile: string): Promise<URL> => {
  const text = await readFile(configFile, 'utf8')
  const read = config.safeParse(parseYaml(text, new URL('file:///')))
  if (!read.success) throw badFeed('it is not of the kind "generic"')
  return feedAddress(read.data.url)
}
