import { ensureBuilt } from './build.mjs'
import { ensureReady } from './setup.mjs'
import { isEntry, runMain } from './support/run-main.mjs'

/** Readies the clone and makes the packages. What makes them is there only after the set-up. */
async function dist(args) {
  await ensureReady()
  await ensureBuilt()
  const { makePackages } = await import('./dist/make-packages.mjs')
  return makePackages(args)
}

if (isEntry(import.meta.url)) {
  await runMain(dist)
}
