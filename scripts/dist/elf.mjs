import { readFileSync } from 'node:fs'

// Offsets and numbers: System V ABI, generic ELF64 and GNU symbol versioning; little-endian alone.
const MAGIC = '7f454c460201'
const MACHINES = { 62: 'amd64', 183: 'arm64' }
const PROGRAM_HEADER_SIZE = 56
const LOAD = 1
const DYNAMIC = 2
const DYNAMIC_ENTRY_SIZE = 16
const TAG_NEEDED = 1
const TAG_STRINGS = 5
const TAG_VERSIONS = 0x6ffffffe
const TAG_VERSION_COUNT = 0x6fffffff

/**
 * What a program or shared library of Linux asks of the system it runs on.
 * @param {string} path
 * @returns {{ architecture: string, needed: string[], symbolVersions: string[] } | null}
 *   architecture: as Debian names it; needed: file names of libraries; symbolVersions: such as
 *   GLIBC_2.25; null when the file is no ELF file of a processor that packages are made for
 */
export function readElf(path) {
  const file = readFileSync(path)
  if (file.toString('hex', 0, 6) !== MAGIC) {
    return null
  }
  const architecture = MACHINES[file.readUInt16LE(18)]
  if (architecture === undefined) {
    return null
  }
  const segments = readSegments(file)
  const dynamic = readDynamic(file, segments)
  const strings = placeOf(segments, dynamic.find(([tag]) => tag === TAG_STRINGS)?.[1] ?? 0)
  const text = (offset) => readText(file, strings + offset)
  const needed = dynamic.filter(([tag]) => tag === TAG_NEEDED).map(([, offset]) => text(offset))
  const symbolVersions = readVersions(file, segments, new Map(dynamic)).map(text)
  return { architecture, needed, symbolVersions }
}

function readSegments(file) {
  const start = Number(file.readBigUInt64LE(32))
  return Array.from({ length: file.readUInt16LE(56) }, (_, index) => {
    const at = start + index * PROGRAM_HEADER_SIZE
    const [offset, address] = [8, 16].map((field) => Number(file.readBigUInt64LE(at + field)))
    const size = Number(file.readBigUInt64LE(at + 32))
    return { type: file.readUInt32LE(at), offset, address, size }
  })
}

/** Where in the file the byte lies that is loaded at an address. */
function placeOf(segments, address) {
  const held = segments.find(
    ({ type, address: from, size }) => type === LOAD && address >= from && address < from + size
  )
  return held === undefined ? 0 : address - held.address + held.offset
}

function readDynamic(file, segments) {
  const { offset, size } = segments.find(({ type }) => type === DYNAMIC) ?? { offset: 0, size: 0 }
  return Array.from({ length: size / DYNAMIC_ENTRY_SIZE }, (_, index) => {
    const at = offset + index * DYNAMIC_ENTRY_SIZE
    return [Number(file.readBigInt64LE(at)), Number(file.readBigUInt64LE(at + 8))]
  })
}

/** The offsets of the names of all symbol versions: a list of files, each with a list of versions. */
function readVersions(file, segments, dynamic) {
  const names = []
  let at = placeOf(segments, dynamic.get(TAG_VERSIONS) ?? 0)
  for (let left = dynamic.get(TAG_VERSION_COUNT) ?? 0; left > 0; left -= 1) {
    let version = at + file.readUInt32LE(at + 8)
    for (let rest = file.readUInt16LE(at + 2); rest > 0; rest -= 1) {
      names.push(file.readUInt32LE(version + 8))
      version += file.readUInt32LE(version + 12)
    }
    at += file.readUInt32LE(at + 12)
  }
  return names
}

function readText(file, at) {
  return file.toString('latin1', at, file.indexOf(0, at))
}
