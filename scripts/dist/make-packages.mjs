import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applicationSize, budgetLine, sizeOf } from './budgets.mjs'
import { writeChecksums } from './checksums.mjs'
import { electronHere, packageVersion } from './electron-here.mjs'
import { feedFile, feedOf } from './feed.mjs'
import { drawIcons } from './icons.mjs'
import { licencesText } from './licences.mjs'
import { canDownload } from './can-download.mjs'
import { packDebs, packTargets, unpackedFolder } from './pack.mjs'
import { refuseUnlessRelease } from './release.mjs'
import { sbomJson } from './sbom.mjs'
import { shippedPackages } from './shipped-packages.mjs'
import { stageApp } from './stage.mjs'
import { planTargets } from './targets.mjs'
import { findProgram } from '../support/find-program.mjs'
import { inProject, projectRoot } from '../support/project.mjs'

const output = inProject('dist')
const folders = { output, app: join(output, 'app'), icons: join(output, 'icons') }
const { platform, arch, env } = process

/**
 * Makes every package that this machine can make, and says which it leaves out and why. `--dir`
 * stops at the unpacked program; `--release` refuses to make less than all of this platform's.
 * @param {string[]} args
 * @returns {Promise<number>} 1 when a package is over its budget
 */
export async function makePackages(args) {
  const { name, version: written } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  const electron = electronHere(projectRoot)
  const version = packageVersion(written, electron)
  const feed = feedOf(env, electron)
  const plan = args.includes('--dir') ? { made: [], leftOut: [] } : await planOf(electron)
  if (args.includes('--release')) {
    refuseUnlessRelease({ electron, leftOut: plan.leftOut, platform })
  }
  tellPlan(electron, version, plan)
  rmSync(output, { recursive: true, force: true })
  const packages = shippedPackages(projectRoot)
  const licences = licencesText(packages)
  stageApp({ projectFolder: projectRoot, folder: folders.app, version, platform, licences })
  drawIcons({ projectFolder: projectRoot, outputFolder: folders.icons })
  await packTargets({
    ...{ projectFolder: projectRoot, platform, targets: plan.made, electron, ownArch: arch },
    config: { version, folders, feed: withFile(feed), homepage: env.WAR_ROOM_HOMEPAGE }
  })
  for (const name of ['builder-debug.yml', 'app-update.yml']) {
    rmSync(join(output, name), { force: true })
  }
  if (plan.made.length > 0) {
    packDebs({ projectFolder: projectRoot, output, targets: plan.made, version, name })
    const sbom = sbomJson({ packages, version, electronVersion: electron.version })
    writeFileSync(join(output, `${name}-${version}.cdx.json`), sbom)
    await writeChecksums(output, madeFiles())
  }
  return tellSizes(plan.made.length > 0 && platform === 'darwin' ? 'universal' : arch) ? 0 : 1
}

function withFile(feed) {
  if (feed === null) {
    return null
  }
  const file = join(output, 'app-update.yml')
  writeFileSync(file, feedFile(feed))
  return { ...feed, file }
}

async function planOf(electron) {
  const has = (tool) => findProgram(tool) !== null
  const online = electron.isPinned && (await canDownload())
  const homepage = env.WAR_ROOM_HOMEPAGE
  return planTargets({ platform, arch, electron, online, has, homepage })
}

function tellPlan(electron, version, { made, leftOut }) {
  if (!electron.isPinned) {
    say(`A test package, ${version}: Electron here is ${electron.version}, not ${electron.pinned}.`)
  }
  for (const { format, arch: of } of made) {
    say(`To make: ${format} (${of})`)
  }
  for (const target of leftOut) {
    say(`Left out: ${target.platform} ${target.format} (${target.arch}): ${target.reason}`)
  }
}

function madeFiles() {
  return readdirSync(output).filter((name) => statSync(join(output, name)).isFile())
}

function tellSizes(made) {
  const debs = madeFiles().filter((name) => name.endsWith('.deb'))
  const unpacked = unpackedFolder(output, platform, made)
  const sizes = [
    ...debs.map((name) => budgetLine('deb', sizeOf(join(output, name)))),
    budgetLine('application', applicationSize(resourcesOf(unpacked)))
  ]
  for (const name of madeFiles()) {
    say(`Made: dist/${name}`)
  }
  for (const { line, within } of sizes) {
    say(within ? line : `${line}: TOO LARGE`)
  }
  return sizes.every(({ within }) => within)
}

function resourcesOf(unpacked) {
  return platform === 'darwin'
    ? join(unpacked, 'War Room.app', 'Contents', 'Resources')
    : join(unpacked, 'resources')
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
