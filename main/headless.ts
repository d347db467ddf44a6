import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../package.json'
import { compose } from './compose'
import { createProcessHost } from './terminal/process-host'
import type { OpenRoomEngine } from './terminal/room-engine'
import { runRoom } from './terminal/run-room'

const host = createProcessHost()

/** The whole program without pages: settings live for this run only, so every machine runs alike. */
const openEngine: OpenRoomEngine = ({ paceCharactersPerSecond }) =>
  compose({
    info: {
      version,
      electron: '',
      chrome: '',
      node: process.versions.node,
      platform: process.platform
    },
    mainFolder: dirname(fileURLToPath(import.meta.url)),
    settingsFile: null,
    settings: { paceCharactersPerSecond },
    language: 'en',
    stream: false,
    onFault: (where, error) => host.stderr.write(`${where}: ${String(error)}\n`)
  })

process.exitCode = await runRoom(process.argv.slice(2), host, openEngine)
