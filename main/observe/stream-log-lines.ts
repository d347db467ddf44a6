import { closeCodes } from '../../preload/contract/close-codes'
import { DisposableStore, type Disposable } from '../kernel/disposables'
import type { Log } from '../kernel/log'
import type { StreamSource } from './sources'

const meant = new Set<number>([closeCodes.normal, closeCodes.goingAway])

/** Writes connections of the event socket to the log, until it is disposed: counts and codes. */
export const logStream = (stream: StreamSource, log: Log): Disposable => {
  const { meter } = stream
  const listening = new DisposableStore()
  listening.add(
    meter.onOpened.on((opened) =>
      log.write('info', 'connection.opened', { opened, open: stream.connectionCount })
    )
  )
  listening.add(
    meter.onClosed.on((code) =>
      log.write(meant.has(code) ? 'info' : 'warning', 'connection.closed', {
        code,
        open: stream.connectionCount
      })
    )
  )
  listening.add(
    meter.onReplay.on((events) => log.write('debug', 'connection.replayed', { events }))
  )
  return listening
}
