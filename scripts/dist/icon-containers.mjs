const ICO_TYPE = 1
const ICO_HEADER = 6
const ICO_ENTRY = 16
const ICO_LARGEST = 256
const BITS_PER_PIXEL = 32
const ICNS_HEADER = 8

// What macOS calls an icon of so many pixels; those for finer screens have names of their own.
const ICNS_NAMES = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024]
]

/**
 * An icon file of Windows (MS-ICO, with PNG images as Windows has read them since Vista).
 * @param {Map<number, Buffer>} images PNG by size in pixels; those above 256 are left out
 * @returns {Buffer}
 */
export function icoFile(images) {
  const held = [...images].filter(([size]) => size <= ICO_LARGEST)
  const header = Buffer.alloc(ICO_HEADER + held.length * ICO_ENTRY)
  header.writeUInt16LE(ICO_TYPE, 2)
  header.writeUInt16LE(held.length, 4)
  let offset = header.length
  held.forEach(([size, png], index) => {
    const at = ICO_HEADER + index * ICO_ENTRY
    // One byte a side, and 0 stands for 256.
    header.writeUInt8(size % ICO_LARGEST, at)
    header.writeUInt8(size % ICO_LARGEST, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(BITS_PER_PIXEL, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...held.map(([, png]) => png)])
}

/**
 * An icon file of macOS (Icon Image format, PNG images, macOS 10.7 and later).
 * @param {Map<number, Buffer>} images PNG by size in pixels, of 32 to 1024
 * @returns {Buffer}
 */
export function icnsFile(images) {
  const parts = ICNS_NAMES.map(([name, size]) => icnsPart(name, images.get(size)))
  return icnsPart('icns', Buffer.concat(parts))
}

function icnsPart(name, content) {
  const header = Buffer.alloc(ICNS_HEADER)
  header.write(name, 'latin1')
  header.writeUInt32BE(ICNS_HEADER + content.length, 4)
  return Buffer.concat([header, content])
}
