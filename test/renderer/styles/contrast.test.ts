import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const tokens = readFileSync(
  join(import.meta.dirname, '../../../renderer/src/styles/tokens.css'),
  'utf8'
)

const block = (selector: string): Record<string, string> => {
  const start = tokens.indexOf(`${selector} {`)
  const body = tokens.slice(start, tokens.indexOf('\n}', start))
  return Object.fromEntries(
    [...body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{3,6})/g)].map((match) => [match[1], match[2]])
  )
}

const dark = block(':root')
const darker = { ...dark, ...block(":root[data-theme='ultra-dark']") }
const themes = {
  dark,
  'ultra-dark': darker,
  'dark in Chinese': { ...dark, ...block(':root:lang(zh)') },
  'ultra-dark in Chinese': {
    ...darker,
    ...block(':root:lang(zh)'),
    ...block(":root[data-theme='ultra-dark']:lang(zh)")
  }
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const full = hex.length === 4 ? `#${[...hex.slice(1)].map((each) => each + each).join('')}` : hex
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string): number => {
  const [light = 0, shade = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (shade + 0.05)
}

const surfaces = ['--bg-app', '--bg-panel', '--bg-card', '--bg-raised', '--bg-input']
const texts = ['--text-strong', '--text', '--text-soft', '--text-faint', '--accent']
const states = ['good', 'caution', 'orange', 'bad', 'quiet', 'rise', 'fall', 'accent']

describe.each(Object.entries(themes))('colours of %s', (_name, colours) => {
  const at = (token: string): string => {
    const colour = colours[token]
    if (colour === undefined) throw new Error(`no ${token}`)
    return colour
  }

  it('every text can be read on every surface (AA, 4.5)', () => {
    for (const text of texts) {
      for (const surface of surfaces) {
        expect(contrast(at(text), at(surface)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  it('every state can be read on its own wash and on every surface', () => {
    for (const state of states) {
      for (const surface of [...surfaces, `--${state}-wash`]) {
        const ratio = contrast(at(`--${state}`), at(surface))
        expect(ratio, `${state} on ${surface}`).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(at('--on-accent'), at(`--${state}`)), state).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('edges of controls stand out from what is around them (3)', () => {
    for (const surface of ['--bg-app', '--bg-panel', '--bg-card', '--bg-input']) {
      expect(contrast(at('--line-control'), at(surface)), surface).toBeGreaterThanOrEqual(3)
    }
  })
})
