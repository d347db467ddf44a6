import { crc32, deflateRawSync, gzipSync } from 'node:zlib'

export interface ArchiveFile {
  name: string
  content: string | Buffer
  /** Unix mode with its type bits; an ordinary file by default. */
  mode?: number
  stored?: boolean
}

const ordinary = 0o100644
const block = 512

/** A zip archive as the common tools write it: local headers, then the directory, then its end. */
export const makeZip = (files: readonly ArchiveFile[]): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.name)
    const content = Buffer.from(file.content)
    const packed = file.stored ? content : deflateRawSync(content)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(file.stored ? 0 : 8, 10)
    entry.writeUInt32LE(crc32(content), 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(content.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(((file.mode ?? ordinary) << 16) >>> 0, 38)
    entry.writeUInt32LE(offset, 42)
    header.writeUInt16LE(name.length, 26)
    parts.push(header, name, packed)
    directory.push(entry, name)
    offset += header.length + name.length + packed.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listing, end])
}

/** A gzipped tar archive. */
export const makeTarball = (files: readonly ArchiveFile[]): Buffer => {
  const parts = files.flatMap(({ name, content }) => {
    const body = Buffer.from(content)
    const header = Buffer.alloc(block)
    header.write(name, 0)
    header.write(body.length.toString(8).padStart(11, '0'), 124)
    return [header, body, Buffer.alloc((block - (body.length % block)) % block)]
  })
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]), { level: 1 })
}
