import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { shippedPackages } from './dist/shipped-packages.mjs'
import { ensureReady } from './setup.mjs'
import { npmCommand, npmEnvironment } from './setup/npm.mjs'
import { judgeAudit } from './support/audit-report.mjs'
import { projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'
import { SetupError } from './support/setup-error.mjs'

const OPTIONS = ['--json', '--fetch-retries=1', '--fetch-timeout=30000']

/**
 * Asks the registry for known weaknesses of what is needed at run time: what npm installs for it, what
 * the bundles hold of development packages, and Electron. (`npm audit --omit=dev` would leave out the
 * last two.) A registry that does not answer is said and is no failure.
 * @param {{ projectFolder: string, shipped: string[], today: string,
 *   reviewed: { advisory: string, until: string, reason: string }[], env?: NodeJS.ProcessEnv }} options
 *   shipped: paths in package-lock.json
 * @returns {Promise<{ ok: boolean, lines: string[] }>}
 * @throws {SetupError} when npm cannot ask at all
 */
export async function audit({ projectFolder, shipped, today, reviewed, env = process.env }) {
  const { packages } = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'))
  const needed = Object.keys(packages).filter((path) => packages[path].dev !== true)
  const paths = new Set([...needed, ...shipped, 'node_modules/electron'])
  return judgeAudit(await askRegistry(projectFolder, env), { paths, today, reviewed })
}

/** npm's answer, whatever its exit code says of it. */
function askRegistry(projectFolder, env) {
  const npm = npmCommand(env)
  return new Promise((resolve, reject) => {
    const child = spawn(npm.file, [...npm.args, 'audit', ...OPTIONS], {
      cwd: projectFolder,
      env: npmEnvironment(env),
      shell: npm.shell,
      stdio: ['ignore', 'pipe', 'ignore']
    })
    let words = ''
    child.stdout.on('data', (chunk) => (words += chunk))
    child.on('error', (cause) => reject(new SetupError('npm cannot be started.', { cause })))
    child.on('close', () => {
      try {
        resolve(JSON.parse(words))
      } catch (cause) {
        reject(new SetupError('npm audit gave no answer that can be read.', { cause }))
      }
    })
  })
}

function shippedPaths() {
  const folders = shippedPackages(projectRoot).map(({ folder }) => folder)
  return folders.map((folder) => relative(projectRoot, folder).split(sep).join('/'))
}

/**
 * The project's own audit, its words on stdout.
 * @throws {SetupError} when something is to settle
 */
export async function auditProject() {
  await ensureBuilt()
  const list = join(projectRoot, 'docs', 'security', 'audit.json')
  const { ok, lines } = await audit({
    projectFolder: projectRoot,
    shipped: shippedPaths(),
    reviewed: JSON.parse(readFileSync(list, 'utf8')),
    today: new Date().toISOString().slice(0, 'yyyy-mm-dd'.length)
  })
  process.stdout.write(`${lines.join('\n')}\n`)
  if (!ok) {
    throw new SetupError('There are weaknesses, or reviews of such, to settle (docs/security).')
  }
}

if (isEntry(import.meta.url)) {
  await runMain(async () => {
    await ensureReady({ electron: false, system: false })
    await auditProject()
  })
}
