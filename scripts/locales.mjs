import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'

const SOURCE = 'zh-TW'
const TARGET = 'zh-CN'
const OVERRIDES = 'zh-CN.overrides.json'
const TERMS = 'zh-CN.terms.json'

/**
 * Makes the simplified Chinese catalogue from the traditional one: the field's own terms by
 * `zh-CN.terms.json` (term in Taiwan → term on the mainland), all else by opencc's tables for Taiwan;
 * `zh-CN.overrides.json` ("namespace:key" → text) states the few texts that neither gets right.
 * @returns {string[]} the files that changed, such as `app.json`
 */
export function makeSimplified(projectFolder = projectRoot) {
  const folder = join(projectFolder, 'locales', TARGET)
  const changed = staleFiles(projectFolder)
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of changed) {
    if (text === null) {
      rmSync(join(folder, name))
    } else {
      writeFileSync(join(folder, name), text)
    }
  }
  return changed.map(({ name }) => name)
}

/**
 * The files of the simplified catalogue that are not what the traditional one makes them: name and
 * right text, or null for a file that should not be there.
 */
export function staleFiles(projectFolder = projectRoot) {
  const locales = join(projectFolder, 'locales')
  const wanted = convertAll(projectFolder, locales)
  const stale = []
  for (const [name, text] of wanted) {
    const path = join(locales, TARGET, name)
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
      stale.push({ name, text })
    }
  }
  for (const name of jsonFiles(join(locales, TARGET))) {
    if (!wanted.has(name)) {
      stale.push({ name, text: null })
    }
  }
  return stale
}

function convertAll(projectFolder, locales) {
  const files = jsonFiles(join(locales, SOURCE))
  if (files.length === 0) {
    return new Map()
  }
  const toSimplified = makeConverter(projectFolder, readObject(join(locales, TERMS)))
  const overrides = readOverrides(locales)
  const result = new Map()
  for (const name of files) {
    const source = JSON.parse(readFileSync(join(locales, SOURCE, name), 'utf8'))
    const namespace = name.slice(0, -'.json'.length)
    const convert = (text, key) => overrides.take(`${namespace}:${key}`) ?? toSimplified(text)
    result.set(name, `${JSON.stringify(mapTexts(source, convert, ''), null, 2)}\n`)
  }
  overrides.finish()
  return result
}

function makeConverter(projectFolder, terms) {
  const { Converter } = createRequire(join(projectFolder, 'package.json'))('opencc-js')
  const convert = Converter({ from: 'twp', to: 'cn' })
  const names = Object.keys(terms).sort((a, b) => b.length - a.length)
  if (names.length === 0) {
    return convert
  }
  // A term may hold a placeholder, as in `{{row}} 列`.
  const escaped = names.map((name) => name.replace(/[{}()[\].*+?^$|\\]/g, '\\$&'))
  const pattern = new RegExp(`(${escaped.join('|')})`)
  return (text) =>
    text
      .split(pattern)
      .map((part) => terms[part] ?? convert(part))
      .join('')
}

/** An override that names no text is a mistake in the list, and is said so. */
function readOverrides(locales) {
  const texts = readObject(join(locales, OVERRIDES))
  const unused = new Set(Object.keys(texts))
  return {
    take(key) {
      unused.delete(key)
      return texts[key]
    },
    finish() {
      if (unused.size > 0) {
        throw new Error(`locales/${OVERRIDES} names texts that are not there: ${[...unused]}`)
      }
    }
  }
}

function mapTexts(value, convert, path) {
  if (typeof value === 'string') {
    return convert(value, path)
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => mapTexts(item, convert, keyPath(path, index)))
  }
  if (value === null || typeof value !== 'object') {
    return value
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, convert, keyPath(path, key))])
  )
}

function keyPath(path, key) {
  return path === '' ? String(key) : `${path}.${key}`
}

function readObject(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

function jsonFiles(folder) {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : []
}

if (isEntry(import.meta.url)) {
  await runMain(async (args) => {
    if (args.includes('--check')) {
      const stale = staleFiles().map(({ name }) => name)
      const message = `locales/${TARGET} is not what locales/${SOURCE} makes it: ${stale.join(', ')}`
      process.stdout.write(stale.length > 0 ? `${message}\n` : `locales/${TARGET} is up to date\n`)
      return stale.length > 0 ? 1 : 0
    }
    const changed = makeSimplified()
    process.stdout.write(`locales/${TARGET}: ${changed.length} files changed\n`)
    return 0
  })
}
