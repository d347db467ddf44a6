import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject, vi } from 'vitest'
import { crc32, deflateSync } from 'node:zlib'
import { screensFolder } from '../../support/e2e-app'

/** What the display shows: red, green, blue of each pixel, from the top left. */
interface Picture {
  width: number
  height: number
  pixels: Buffer
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
// Eight bits for each of three colours, without more.
const trueColour = Buffer.from([8, 2, 0, 0, 0])
const colours = 3
const bytesPerPixel = 4
const bytesPerColour = 12
/** Where the numbers of an X window dump's header stand. */
const places = { header: 0, width: 16, height: 20, line: 48, colours: 76 } as const

/** The display's picture; the server writes it as an X window dump, blue first in each pixel. */
export const pictureOfDisplay = (): Picture => {
  const dump = readFileSync(inject('machine').framebuffer)
  const number = (place: keyof typeof places): number => dump.readUInt32BE(places[place])
  const width = number('width')
  const height = number('height')
  const start = number('header') + number('colours') * bytesPerColour
  const pixels = Buffer.alloc(width * height * colours)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = start + y * number('line') + x * bytesPerPixel
      const to = (y * width + x) * colours
      pixels[to] = dump[from + 2] ?? 0
      pixels[to + 1] = dump[from + 1] ?? 0
      pixels[to + 2] = dump[from] ?? 0
    }
  }
  return { width, height, pixels }
}

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}

const asPng = ({ width, height, pixels }: Picture): Buffer => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const line = width * colours
  const lines = Array.from({ length: height }, (_line, y) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(y * line, (y + 1) * line)])
  )
  return Buffer.concat([
    signature,
    chunk('IHDR', Buffer.concat([size, trueColour])),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0))
  ])
}

/** A painted page has thousands, a window that waits for its page a hundred. */
const coloursOfAPage = 1_000
const paintLimitMs = 20_000
const lookEveryMs = 200

const colourCount = ({ pixels }: Picture): number => {
  const seen = new Set<number>()
  for (let at = 0; at < pixels.length; at += colours) seen.add(pixels.readUIntBE(at, colours))
  return seen.size
}

/** Waits until a page is painted, and keeps the display's picture in test-results/screens. */
export const keepPicture = async (name: string): Promise<void> => {
  const picture = await vi.waitFor(
    () => {
      const shown = pictureOfDisplay()
      if (colourCount(shown) < coloursOfAPage) throw new Error('no page is painted')
      return shown
    },
    { timeout: paintLimitMs, interval: lookEveryMs }
  )
  mkdirSync(screensFolder, { recursive: true })
  writeFileSync(join(screensFolder, `${name}.png`), asPng(picture))
}
