import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { icnsFile, icoFile } from './icon-containers.mjs'

/** Sides of the drawn icons, in pixels. */
export const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

// The drawing fills 896 of 1024 units, where icons of macOS fill 824: more room around it there.
const VIEW_BOX = 'viewBox="0 0 1024 1024"'
const MAC_VIEW_BOX = 'viewBox="-44 -44 1112 1112"'

/** The one drawing that every icon comes from. */
export function iconSource(projectFolder) {
  return join(projectFolder, 'resources', 'icon.svg')
}

/**
 * @param {string} svg the drawing
 * @param {number} size side in pixels
 * @returns {Buffer} a PNG, the same bytes for the same drawing and size
 */
export function drawIcon(svg, size) {
  const options = { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } }
  return new Resvg(svg, options).render().asPng()
}

/**
 * Draws the icons that packages take, in the forms that electron-builder reads without a tool of
 * its own: `<size>x<size>.png` for Linux, `icon.ico` for Windows, `icon.icns` for macOS.
 * @param {{ projectFolder: string, outputFolder: string }} options outputFolder: made when missing
 */
export function drawIcons({ projectFolder, outputFolder }) {
  const svg = readFileSync(iconSource(projectFolder), 'utf8')
  const images = drawAll(svg)
  mkdirSync(outputFolder, { recursive: true })
  for (const [size, png] of images) {
    writeFileSync(join(outputFolder, `${size}x${size}.png`), png)
  }
  writeFileSync(join(outputFolder, 'icon.ico'), icoFile(images))
  const macImages = drawAll(svg.replace(VIEW_BOX, MAC_VIEW_BOX))
  writeFileSync(join(outputFolder, 'icon.icns'), icnsFile(macImages))
}

function drawAll(svg) {
  return new Map(ICON_SIZES.map((size) => [size, drawIcon(svg, size)]))
}
