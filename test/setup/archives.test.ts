import { lstatSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { extractFromTarball } from '../../scripts/setup/tarball.mjs'
import { unpackZip } from '../../scripts/setup/zip.mjs'
import { makeTarball, makeZip, type ArchiveFile } from './support/archives'
import { noise } from './support/fake-runtime'

const symlinkMode = 0o120777

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-archives-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const unpack = async (files: readonly ArchiveFile[] | Buffer, options = {}): Promise<string> => {
  const path = join(folder, 'archive.zip')
  writeFileSync(path, Buffer.isBuffer(files) ? files : makeZip(files))
  await unpackZip(path, join(folder, 'out'), options)
  return join(folder, 'out')
}

describe('a zip archive', () => {
  it('comes out byte for byte, with its modes, empty files and links', async () => {
    const data = noise(1, 200_000)
    const out = await unpack([
      { name: 'top/', content: '' },
      { name: 'top/packed', content: data, mode: 0o100755 },
      { name: 'top/stored', content: data, stored: true },
      { name: 'top/empty', content: '', stored: true },
      { name: 'top/link', content: 'packed', mode: symlinkMode, stored: true }
    ])
    expect(readFileSync(join(out, 'top/packed')).equals(data)).toBe(true)
    expect(readFileSync(join(out, 'top/stored')).equals(data)).toBe(true)
    expect(readFileSync(join(out, 'top/empty'))).toHaveLength(0)
    expect(lstatSync(join(out, 'top/packed')).mode & 0o777).toBe(0o755)
    expect(readlinkSync(join(out, 'top/link'))).toBe('packed')
  })

  it('may be unpacked in part and under other names', async () => {
    const files = ['a', 'b'].map((name) => ({ name: `top/${name}`, content: name }))
    const rename = (name: string): string | null => (name === 'top/a' ? 'c' : null)
    const out = await unpack(files, { rename })
    expect(readFileSync(join(out, 'c'), 'utf8')).toBe('a')
    expect(() => lstatSync(join(out, 'top'))).toThrow()
  })

  it('cannot write outside its folder, by name or by link', async () => {
    await expect(unpack([{ name: '../evil', content: 'x' }])).rejects.toThrow(/outside its folder/)
    const link = { name: 'a/link', content: '../../evil', mode: symlinkMode, stored: true }
    await expect(unpack([link])).rejects.toThrow(/links outside/)
    const absolute = { ...link, content: '/etc/passwd' }
    await expect(unpack([absolute])).rejects.toThrow(/links outside/)
  })

  it('is refused when it is cut short or a byte of it is another one', async () => {
    const whole = makeZip([{ name: 'file', content: noise(2, 5000), stored: true }])
    await expect(unpack(whole.subarray(0, 4000))).rejects.toThrow(/not a complete zip/)
    const flipped = Buffer.from(whole)
    flipped.writeUInt8(flipped.readUInt8(100) ^ 1, 100)
    await expect(unpack(flipped)).rejects.toThrow(/damaged at file/)
  })
})

describe('a tarball', () => {
  const files = [
    { name: 'package/first', content: noise(3, 70_001) },
    { name: 'package/wanted', content: noise(4, 300_000) },
    { name: 'package/empty', content: '' }
  ]

  it('gives the one file that is asked for', async () => {
    const path = join(folder, 'package.tgz')
    const target = join(folder, 'wanted')
    writeFileSync(path, makeTarball(files))
    await extractFromTarball(path, 'package/wanted', target)
    expect(readFileSync(target).equals(noise(4, 300_000))).toBe(true)
    await extractFromTarball(path, 'package/empty', target)
    expect(readFileSync(target)).toHaveLength(0)
    await expect(extractFromTarball(path, 'package/none', target)).rejects.toThrow(/does not hold/)
  })

  it('is refused when it is cut short', async () => {
    const path = join(folder, 'package.tgz')
    const whole = makeTarball(files)
    writeFileSync(path, whole.subarray(0, whole.length / 2))
    await expect(extractFromTarball(path, 'package/wanted', join(folder, 'x'))).rejects.toThrow()
  })
})
