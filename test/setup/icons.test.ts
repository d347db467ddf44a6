import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawIcon, drawIcons, iconSource } from '../../scripts/dist/icons.mjs'

const projectFolder = resolve(import.meta.dirname, '../..')
const pngSignature = '89504e470d0a1a0a'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-icons-'))
  drawIcons({ projectFolder, outputFolder: folder })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The sides that a PNG states in its header. */
const sidesOf = (png: Buffer): [number, number] => {
  expect(png.subarray(0, 8).toString('hex')).toBe(pngSignature)
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('the icons of a package', () => {
  it('are drawn at every size that a desktop asks for, each as large as its name says', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.png'))
    const sizes = names.map((name) => Number(name.split('x')[0])).sort((a, b) => a - b)
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256, 512, 1024])
    for (const size of sizes) {
      const png = readFileSync(join(folder, `${size}x${size}.png`))
      expect(sidesOf(png)).toEqual([size, size])
    }
  })

  it('are in one file for Windows, which finds each image where its entry says', () => {
    const ico = readFileSync(join(folder, 'icon.ico'))
    expect([...ico.subarray(0, 6)]).toEqual([0, 0, 1, 0, 7, 0])
    const sizes = Array.from({ length: 7 }, (_, index) => {
      const at = 6 + index * 16
      const offset = ico.readUInt32LE(at + 12)
      const [width, height] = sidesOf(ico.subarray(offset, offset + ico.readUInt32LE(at + 8)))
      expect([ico[at], ico[at + 1]]).toEqual([width % 256, height % 256])
      return width
    })
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  it('are in one file for macOS, whose parts fill it to the end', () => {
    const icns = readFileSync(join(folder, 'icon.icns'))
    expect(icns.toString('latin1', 0, 4)).toBe('icns')
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    const parts: Record<string, number> = {}
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      parts[icns.toString('latin1', at, at + 4)] = sidesOf(icns.subarray(at + 8))[0]
    }
    expect(parts).toEqual({
      ...{ ic11: 32, ic12: 64, ic07: 128, ic13: 256 },
      ...{ ic08: 256, ic14: 512, ic09: 512, ic10: 1024 }
    })
  })

  it('have more room around them on macOS, as icons have there', () => {
    const icns = readFileSync(join(folder, 'icon.icns'))
    const png = readFileSync(join(folder, '32x32.png'))
    expect(icns.subarray(16, 16 + png.length).equals(png)).toBe(false)
  })

  it('come out the same, byte for byte, each time they are drawn', () => {
    const svg = readFileSync(iconSource(projectFolder), 'utf8')
    const drawn = readFileSync(join(folder, '256x256.png'))
    expect(drawIcon(svg, 256).equals(drawn)).toBe(true)
  })
})
