import type { UpdateFileInfo, UpdateInfo } from 'electron-updater'
import { z } from 'zod'
import { badFeed } from './update-error'

/** No artefact of ours comes near it. */
const maximumArtefactBytes = 1024 ** 3
const maximumFiles = 32
const maximumText = 500

const version = z
  .string()
  .max(64)
  .regex(/^\d{1,9}[.]\d{1,9}[.]\d{1,9}(-[0-9A-Za-z-]+([.][0-9A-Za-z-]+)*)?$/)

/** A name beside the channel file: it cannot lead to another folder or another host. */
const plainName = z
  .string()
  .max(200)
  .regex(/^\w[\w.+-]*$/)

const isPage = (text: string): boolean => {
  const page = URL.canParse(text) ? new URL(text) : null
  return page?.protocol === 'https:' && page.username === '' && page.password === ''
}

const file = z.object({
  url: plainName,
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  size: z.number().int().positive().max(maximumArtefactBytes),
  isAdminRightsRequired: z.boolean().optional()
})

const channelFile = z.object({
  version,
  files: z.array(file).min(1).max(maximumFiles),
  minimumSystemVersion: z.string().max(64).optional(),
  vendor: z
    .object({ downloadPage: z.string().max(maximumText).refine(isPage).optional() })
    .optional()
})

/** What a channel file says, as far as anything here believes it. */
export interface ChannelInfo extends UpdateInfo {
  files: (UpdateFileInfo & { size: number })[]
  /** Where a person gets the new version; null when the feed does not say. */
  downloadPage: string | null
}

const present = <T extends object>(values: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>
  }

/** Takes of `data` the fields that are known, each checked. @throws {AppError} `updates.bad-feed` */
export const channelInfo = (data: unknown): ChannelInfo => {
  const read = channelFile.safeParse(data)
  if (!read.success) {
    const [issue] = read.error.issues
    throw badFeed(`its field ${issue?.path.join('.') || 'version'} cannot be read`)
  }
  const { version: newest, files, minimumSystemVersion, vendor } = read.data
  return {
    version: newest,
    files: files.map(present),
    path: files[0]?.url ?? '',
    sha512: files[0]?.sha512 ?? '',
    releaseDate: '',
    downloadPage: vendor?.downloadPage ?? null,
    ...(minimumSystemVersion === undefined ? {} : { minimumSystemVersion })
  }
}

const suffixes: Readonly<Record<string, string>> = {
  linux: '.appimage',
  win32: '.exe',
  darwin: '.zip'
}
const foreign: Readonly<Record<string, RegExp>> = {
  x64: /arm64|aarch64|armv7l|armhf|ia32|i[36]86/i,
  arm64: /x64|x86_64|amd64|armv7l|armhf|ia32|i[36]86/i
}

/**
 * The files that a program of this system installs itself from. A name that tells of another
 * processor is none, so that a file signed for one kind of computer is of no use on another.
 */
export const filesFor = <T extends { url: string }>(
  files: readonly T[],
  { platform, arch }: { platform: string; arch: string }
): T[] => {
  const suffix = suffixes[platform]
  // A Mac's own updater chooses between its two processors.
  const other = platform === 'darwin' ? undefined : foreign[arch]
  return files.filter(({ url }) => {
    const fits = suffix !== undefined && url.toLowerCase().endsWith(suffix)
    return fits && other?.test(url) !== true
  })
}

/**
 * Whether a version is of this program's own channel: a release, or one of the same kind before a
 * release (`beta` in `1.0.0-beta.2`). A release takes releases only.
 */
export const isOwnChannel = (offered: string, own: string): boolean => {
  const kind = (text: string): string | null => /-([0-9A-Za-z-]+)/.exec(text)?.[1] ?? null
  return kind(offered) === null || kind(offered) === kind(own)
}
