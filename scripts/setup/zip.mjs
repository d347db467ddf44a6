import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, open, symlink } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'
import { SetupError } from '../support/setup-error.mjs'

// Signatures and field offsets: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const END_SIZE = 22
const ENTRY_SIZE = 46
const LOCAL_SIZE = 30
const MAX_COMMENT = 0xffff
const NEEDS_ZIP64 = 0xffffffff
const STORED = 0
const DEFLATED = 8
const TYPE_MASK = 0o170000
const SYMLINK_TYPE = 0o120000

/**
 * Unpacks a zip archive with Node's own modules: the set-up cannot rely on an `unzip` being there.
 * @param {string} zipPath the archive
 * @param {string} folder where to, created when missing
 * @param {{ rename?: (name: string) => string | null, onBytes?: (done: number, total: number) => void }} options
 *   rename gives an entry's path below `folder`, or null to leave it out; onBytes counts packed bytes
 */
export async function unpackZip(zipPath, folder, { rename = (name) => name, onBytes } = {}) {
  const file = await open(zipPath)
  try {
    const wanted = []
    for (const entry of await readEntries(file)) {
      const name = entry.name.endsWith('/') ? null : rename(entry.name)
      if (name !== null) {
        wanted.push({ ...entry, target: safeTarget(folder, name) })
      }
    }
    const total = wanted.reduce((sum, entry) => sum + entry.packedSize, 0)
    let done = 0
    for (const entry of wanted) {
      await mkdir(dirname(entry.target), { recursive: true })
      await unpackEntry(file, zipPath, entry)
      done += entry.packedSize
      onBytes?.(done, total)
    }
  } finally {
    await file.close()
  }
}

async function readEntries(file) {
  const { size } = await file.stat()
  const tailSize = Math.min(size, END_SIZE + MAX_COMMENT)
  const tail = await readAt(file, size - tailSize, tailSize)
  let at = tail.length - END_SIZE
  while (at >= 0 && tail.readUInt32LE(at) !== END_SIGNATURE) {
    at -= 1
  }
  if (at < 0) {
    throw new SetupError('The archive is not a complete zip file.', { code: 'damaged' })
  }
  const count = tail.readUInt16LE(at + 10)
  const directory = await readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12))
  const entries = []
  for (let offset = 0; entries.length < count;) {
    const { entry, next } = readEntry(directory, offset)
    entries.push(entry)
    offset = next
  }
  return entries
}

function readEntry(directory, at) {
  if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) {
    throw new SetupError('The zip file has a damaged directory.', { code: 'damaged' })
  }
  const nameEnd = at + ENTRY_SIZE + directory.readUInt16LE(at + 28)
  const entry = {
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packedSize: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    mode: directory.readUInt32LE(at + 38) >>> 16,
    headerAt: directory.readUInt32LE(at + 42),
    name: directory.toString('utf8', at + ENTRY_SIZE, nameEnd)
  }
  if (entry.packedSize === NEEDS_ZIP64 || entry.headerAt === NEEDS_ZIP64) {
    throw new SetupError('The zip file is larger than 4 GB, which is not expected here.')
  }
  const next = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  return { entry, next }
}

async function unpackEntry(file, zipPath, entry) {
  const header = await readAt(file, entry.headerAt, LOCAL_SIZE)
  const start = entry.headerAt + LOCAL_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28)
  if ((entry.mode & TYPE_MASK) === SYMLINK_TYPE) {
    const packed = await readAt(file, start, entry.packedSize)
    const text = entry.method === DEFLATED ? zlib.inflateRawSync(packed) : packed
    await symlink(safeLink(text.toString('utf8'), entry), entry.target)
    return
  }
  await writeEntry(zipPath, entry, start)
  if ((entry.mode & 0o777) !== 0) {
    await chmod(entry.target, entry.mode & 0o777)
  }
}

async function writeEntry(zipPath, entry, start) {
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new SetupError(`The zip file packs ${entry.name} in an unknown way (${entry.method}).`)
  }
  let crc = 0
  let size = 0
  const check = new Transform({
    transform(chunk, _encoding, done) {
      crc = zlib.crc32(chunk, crc)
      size += chunk.length
      done(null, chunk)
    }
  })
  const end = start + entry.packedSize - 1
  const source = entry.packedSize === 0 ? [] : createReadStream(zipPath, { start, end })
  const unpack = entry.method === DEFLATED ? [zlib.createInflateRaw()] : []
  await pipeline([source, ...unpack, check, createWriteStream(entry.target)])
  if (crc !== entry.crc || size !== entry.size) {
    throw new SetupError(`The zip file is damaged at ${entry.name}.`, { code: 'damaged' })
  }
}

async function readAt(file, position, length) {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead !== length) {
    throw new SetupError('The archive is not a complete zip file.', { code: 'damaged' })
  }
  return buffer
}

function safeTarget(folder, name) {
  const target = normalize(join(folder, name))
  if (!target.startsWith(normalize(folder) + sep)) {
    throw new SetupError(`The zip file tries to write outside its folder (${name}).`)
  }
  return target
}

function safeLink(link, entry) {
  if (link.startsWith('/') || normalize(join(dirname(entry.name), link)).startsWith('..')) {
    throw new SetupError(`The zip file links outside its folder (${entry.name}).`)
  }
  return link
}
