import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat, truncate } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { SetupError } from '../support/setup-error.mjs'
import { get } from './http.mjs'
import { findOrphans, ownedName } from './owned-name.mjs'

const ATTEMPTS = 4
const BACKOFF_MS = 500
export const FIRST_BYTE_MS = 12_000
const STALL_MS = 20_000
const DISK_ERRORS = new Set([
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EROFS',
  'EIO',
  'EFBIG',
  'ENOENT',
  'ENOTDIR'
])

/**
 * Downloads `url` into a file whose sha256 is known, and resumes what a killed run had begun.
 * @param {{ url: string, path: string, sha256: string, network?: object, firstByteMs?: number,
 *   stallMs?: number, backoffMs?: number, onBytes?: (done: number, total: number) => void }} options
 *   path: where the checked file ends up; nothing stands there unless it is whole
 * @throws {SetupError} code `unreachable`, `stalled`, `refused` (status), `disk`, or `mismatch`
 */
export async function download(options) {
  const part = await claimPart(options.path)
  try {
    await fetchAll(part, options)
    if ((await sha256Of(part.file)) !== options.sha256 && part.resumed) {
      // What an earlier run left may have been damaged: once more from the first byte.
      await truncate(part.file, 0)
      await fetchAll(part, options)
    }
    await checkSha256(part.file, options.sha256, new URL(options.url).host)
    await rename(part.file, options.path)
  } catch (error) {
    if (error.code === 'mismatch' || error.code === 'refused') {
      await rm(part.file, { force: true })
    }
    throw error
  }
}

/** The sha256 of a file, in hex, read as a stream. */
export async function sha256Of(path) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/**
 * @param {string} sender who gave us the file, for the message
 * @throws {SetupError} code `mismatch` when the file's sha256 is another one
 */
export async function checkSha256(file, sha256, sender) {
  const found = await sha256Of(file)
  if (found !== sha256) {
    throw new SetupError(
      `What ${sender} sent is not the expected file: its sha256 is ${found}, not ${sha256}.`,
      { code: 'mismatch' }
    )
  }
}

/** A part file of our own: one taken over from an ended run, by a rename that only one run wins. */
async function claimPart(path) {
  const file = ownedName(path)
  for (const orphan of await findOrphans(dirname(path), basename(path))) {
    const won = await rename(orphan, file).then(
      () => true,
      () => false
    )
    if (won) {
      return { file, resumed: true }
    }
  }
  return { file, resumed: false }
}

async function fetchAll(part, options) {
  for (let attempt = 1; ; attempt += 1) {
    const before = await sizeOf(part.file)
    try {
      await fetchRest(part, before, options)
      return
    } catch (error) {
      const moved = (await sizeOf(part.file)) > before
      // A host that never answered gets no second chance; a transfer that broke off does.
      const retry = error.code === 'stalled' || (moved && error.code === 'unreachable')
      if (!retry || attempt === ATTEMPTS) {
        throw error
      }
      await delay((options.backoffMs ?? BACKOFF_MS) * attempt)
    }
  }
}

async function fetchRest(part, start, options) {
  const { url, network, firstByteMs = FIRST_BYTE_MS, stallMs = STALL_MS, onBytes } = options
  const headers = start > 0 ? { range: `bytes=${start}-` } : {}
  const response = await get(url, { headers, network, firstByteMs })
  const from = await startOf(response, part, start, url)
  if (from === null) {
    return
  }
  const total = from + Number(response.headers['content-length'] ?? 0)
  const timer = setTimeout(() => response.destroy(stalled(url)), stallMs)
  let done = from
  const count = new Transform({
    transform(chunk, _encoding, next) {
      timer.refresh()
      done += chunk.length
      onBytes?.(done, total)
      next(null, chunk)
    }
  })
  try {
    await pipeline(response, count, createWriteStream(part.file, { flags: 'a' }))
  } catch (error) {
    throw describeBreak(error, part.file, url)
  } finally {
    clearTimeout(timer)
  }
}

/** The offset at which the response's body begins, or null when the file is already whole. */
async function startOf(response, part, start, url) {
  const status = response.statusCode
  if (status === 206 && contentStart(response) === start) {
    part.resumed = start > 0
    return start
  }
  if (status === 200) {
    await truncate(part.file, 0).catch(() => undefined)
    return 0
  }
  response.resume()
  if (status === 416 && start > 0) {
    part.resumed = true
    return null
  }
  throw new SetupError(`${new URL(url).host} answers ${status} for ${basename(url)}.`, {
    code: 'refused'
  })
}

function contentStart(response) {
  return Number(/^bytes (\d+)-/.exec(response.headers['content-range'] ?? '')?.[1] ?? -1)
}

function describeBreak(error, file, url) {
  if (DISK_ERRORS.has(error.code)) {
    const message = `${dirname(file)} cannot be written to (${error.code}).`
    return new SetupError(message, { code: 'disk', cause: error })
  }
  return error.code === 'stalled' ? error : stalled(url, error)
}

function stalled(url, cause) {
  return new SetupError(`The download from ${new URL(url).host} broke off.`, {
    code: 'stalled',
    cause
  })
}

async function sizeOf(path) {
  const info = await stat(path).catch(() => null)
  return info?.size ?? 0
}
