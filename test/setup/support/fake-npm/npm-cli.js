// Stands in for npm: `ci` empties node_modules, unpacks what the lock file names, and writes npm's own
// record last. FAKE_NPM_FOLDER holds what it is told and what it did: it waits for a file `go` when
// there is one named `hold`, and fails when there is one named `fail`.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const folder = process.env.FAKE_NPM_FOLDER
const names = Object.keys(process.env).filter((name) => name.startsWith('npm_'))
appendFileSync(join(folder, 'calls'), `${JSON.stringify({ args: process.argv.slice(2), names })}\n`)

if (existsSync(join(folder, 'fail'))) {
  process.stderr.write('npm error code E404\nnpm error 404 Not Found\n')
  process.exit(1)
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
rmSync('node_modules', { recursive: true, force: true })
const installed = Object.entries(packages).filter(([path]) => path !== '')
for (const [path, entry] of installed) {
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'package.json'), JSON.stringify({ version: entry.version }))
}
// Whole from the moment that it is there.
writeFileSync(join(folder, 'id'), String(process.pid))
renameSync(join(folder, 'id'), join(folder, 'half'))
while (existsSync(join(folder, 'hold')) && !existsSync(join(folder, 'go'))) {
  await delay(10)
}
const record = { packages: Object.fromEntries(installed) }
writeFileSync('node_modules/.package-lock.json', JSON.stringify(record))
writeFileSync(join(folder, 'done'), '')
