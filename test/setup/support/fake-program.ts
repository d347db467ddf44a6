import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const machines = { amd64: 62, arm64: 183 }
const headerSize = 64
const segmentSize = 56
const dynamicEntrySize = 16
const versionSize = 16

export interface FakeElf {
  architecture?: keyof typeof machines
  needed?: readonly string[]
  symbolVersions?: readonly string[]
}

/** A file that asks for libraries and versions of their symbols, and can do nothing else. */
export const fakeElf = (wanted: FakeElf = {}): Buffer => {
  const { architecture = 'amd64', needed = [], symbolVersions = [] } = wanted
  const names = [...needed, ...symbolVersions]
  const strings = Buffer.from(`\0${names.map((name) => `${name}\0`).join('')}`, 'latin1')
  const placeOf = (name: string): number => strings.indexOf(`\0${name}\0`) + 1

  const dynamicAt = headerSize + 2 * segmentSize
  const tags = needed.length + 3
  const versionsAt = dynamicAt + tags * dynamicEntrySize
  const stringsAt = versionsAt + (1 + symbolVersions.length) * versionSize
  const file = Buffer.alloc(stringsAt + strings.length)
  file.write('7f454c460201', 'hex')
  file.writeUInt16LE(machines[architecture], 18)
  file.writeBigUInt64LE(BigInt(headerSize), 32)
  file.writeUInt16LE(2, 56)

  // What is loaded lies at another address than its place in the file, as in real programs.
  const shift = 0x40_0000
  const segment = (index: number, type: number, offset: number, size: number): void => {
    const at = headerSize + index * segmentSize
    file.writeUInt32LE(type, at)
    file.writeBigUInt64LE(BigInt(offset), at + 8)
    file.writeBigUInt64LE(BigInt(offset + shift), at + 16)
    file.writeBigUInt64LE(BigInt(size), at + 32)
  }
  segment(0, 1, 0, file.length)
  segment(1, 2, dynamicAt, tags * dynamicEntrySize)

  const dynamic: [number, number][] = [
    [5, stringsAt + shift],
    ...needed.map((name): [number, number] => [1, placeOf(name)]),
    [0x6ffffffe, versionsAt + shift],
    [0x6fffffff, symbolVersions.length === 0 ? 0 : 1]
  ]
  dynamic.forEach(([tag, value], index) => {
    file.writeBigInt64LE(BigInt(tag), dynamicAt + index * dynamicEntrySize)
    file.writeBigUInt64LE(BigInt(value), dynamicAt + index * dynamicEntrySize + 8)
  })

  file.writeUInt16LE(symbolVersions.length, versionsAt + 2)
  file.writeUInt32LE(versionSize, versionsAt + 8)
  symbolVersions.forEach((name, index) => {
    const at = versionsAt + (1 + index) * versionSize
    file.writeUInt32LE(placeOf(name), at + 8)
    file.writeUInt32LE(versionSize, at + 12)
  })
  strings.copy(file, stringsAt)
  return file
}

/** Writes files of an unpacked program, with whatever modes the umask gives. */
export const writeProgram = (
  folder: string,
  files: Readonly<Record<string, string | Buffer>>
): void => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content, { mode: 0o600 })
  }
}
