/**
 * Runs electronegativity over the JavaScript that comes in on stdin and prints what it finds, in a
 * process of its own (scan.mjs starts it).
 *
 *   node scan.cjs <folder of the tool> <Electron's version> < [{ name, text }]
 */
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { tmpdir } = require('node:os')
const { dirname, join } = require('node:path')
const { makeReadable } = require('./readable.cjs')

const STDIN = 0
const [, , toolFolder, electronVersion] = process.argv
const fromFolder = createRequire(join(toolFolder, 'package.json'))
const fromTool = createRequire(fromFolder.resolve('@doyensec/electronegativity/package.json'))

/** The tool asks the network for its translations. It gets no answer here. */
function takeNetworkAway() {
  const path = fromTool.resolve('got')
  const exports = () => Promise.reject(new Error('offline'))
  require.cache[path] = { id: path, filename: path, loaded: true, exports }
  process.env.LANG = 'en-US'
  // It talks about that on stdout, where our answer goes.
  console.log = () => undefined
}

function writeReadable(folder, sources) {
  const readable = makeReadable(fromTool)
  for (const { name, text } of sources) {
    // The tool knows scripts by this one ending.
    const path = join(folder, name.replace(/\.[cm]js$/, '.js'))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, path.endsWith('.js') ? readable(text) : text)
  }
}

async function scan(folder) {
  const run = fromTool('./dist/runner.js')
  const { issues, errors, atomicChecks, globalChecks } = await run({
    input: folder,
    electronVersionOverride: electronVersion,
    isRelative: true,
    // It can only ask the network.
    excludeFromScan: ['AvailableSecurityFixesGlobalCheck']
  })
  const findings = issues.map(({ id, file, location, sample, severity, confidence }) => ({
    check: id,
    file,
    line: location.line,
    sample: sample ?? '',
    severity: severity.name,
    confidence: confidence.name
  }))
  const unread = errors.map(({ file, message }) => ({
    file: file.slice(folder.length + 1),
    message
  }))
  return { findings, unread, checks: atomicChecks + globalChecks }
}

async function main() {
  takeNetworkAway()
  const folder = mkdtempSync(join(tmpdir(), 'war-room-scan-'))
  try {
    writeReadable(folder, JSON.parse(readFileSync(STDIN, 'utf8')))
    process.stdout.write(JSON.stringify(await scan(folder)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

void main()
