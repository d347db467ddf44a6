import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkSha256, download, sha256Of } from './download.mjs'
import { networkOf } from './http.mjs'
import { npmConfig } from './npm.mjs'
import { ownedName, sweepOrphans } from './owned-name.mjs'
import { Progress } from './progress.mjs'
import { isUnchanged, readRuntime, replaceFolder, stampRuntime } from './runtime-folder.mjs'

/**
 * A finished runtime of `source` in the user's cache: what is there, or a fresh one. Clones share the
 * cache without a lock: each works under names of its own and finishes by a rename.
 * @returns {Promise<string>} the runtime's folder
 */
export async function provideRuntime(source, setup) {
  const folder = join(setup.cacheFolder, source.key)
  if (await isSound(folder, source.key)) {
    return folder
  }
  await rm(folder, { recursive: true, force: true })
  await mkdir(setup.cacheFolder, { recursive: true })
  await sweepOrphans(setup.cacheFolder, source.key)
  await sweepOrphans(setup.cacheFolder, `${source.archive}.npm`)
  const archive = join(setup.cacheFolder, source.archive)
  if (!existsSync(archive) || (await sha256Of(archive)) !== source.sha256) {
    await fetchArchive(source, archive, setup)
  }
  await setup.checkpoint('fetched')
  await build(source, archive, folder, setup)
  await rm(archive, { force: true })
  await setup.checkpoint('built')
  return folder
}

async function isSound(folder, key) {
  const stamp = readRuntime(folder)
  return stamp?.key === key && (await isUnchanged(folder, stamp))
}

async function fetchArchive(source, path, setup) {
  const network = setup.network ?? networkOf(await npmConfig(setup.projectFolder))
  const url = await source.findUrl()
  setup.talk(`Electron ${source.version}: fetching from ${new URL(url).host}`)
  const progress = new Progress(`Electron ${source.version}`)
  const onBytes = (done, total) => {
    progress.update(done, total)
    setup.onBytes?.(done, total)
  }
  try {
    const { sha256 } = source
    const { firstByteMs, stallMs } = setup
    await download({ url, path, sha256, network, firstByteMs, stallMs, onBytes })
  } catch (error) {
    progress.end()
    if (!source.fetchByNpm || error.code === 'mismatch' || error.code === 'disk') {
      throw error
    }
    setup.talk(`${error.message} Asking npm to fetch it.`)
    await source.fetchByNpm(path)
    await checkSha256(path, source.sha256, 'npm')
  } finally {
    progress.end()
  }
}

async function build(source, archive, folder, setup) {
  const work = join(setup.cacheFolder, ownedName(source.key))
  const runtime = join(work, 'runtime')
  const progress = new Progress(`Electron ${source.version}, unpacking`)
  try {
    await mkdir(runtime, { recursive: true })
    // A link of our own: a run in another clone may finish first and remove the archive.
    const own = join(work, 'archive')
    await link(archive, own).catch(() => copyFile(archive, own))
    await source.unpack(own, runtime, (done, total) => {
      progress.update(done, total)
      setup.onBytes?.(done, total)
    })
    progress.end()
    await setup.checkpoint('unpacked')
    await stampRuntime(runtime, source)
    await setup.checkpoint('stamped')
    await publish(runtime, folder, source.key)
  } finally {
    progress.end()
    await rm(work, { recursive: true, force: true })
  }
}

/** Moves the runtime to its place, unless a run in another clone has put the same one there. */
async function publish(runtime, folder, key) {
  if (readRuntime(folder)?.key === key) {
    return
  }
  try {
    await replaceFolder(runtime, folder)
  } catch (error) {
    if (readRuntime(folder)?.key !== key) {
      throw error
    }
  }
}
