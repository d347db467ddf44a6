import { ensureBuilt } from './build.mjs'
import { ensureReady } from './setup.mjs'
import { enterRoom } from './support/room.mjs'
import { runMain } from './support/run-main.mjs'

await runMain(async (args) => {
  await ensureReady({ electron: false, system: false })
  await ensureBuilt()
  await enterRoom(args)
  return process.exitCode
})
