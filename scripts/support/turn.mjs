import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const LOOK_MS = 200
const BEAT_MS = 2000
// A holder beats by touching its file; one on another machine that has been still is gone.
const STALE_MS = 30_000

/**
 * Runs `work` while this process holds the file at `path`, so that two runs in one clone take turns.
 * The file of a holder that was killed is taken over.
 */
export async function inTurn(path, work) {
  mkdirSync(dirname(path), { recursive: true })
  while (!take(path)) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true })
    } else {
      await delay(LOOK_MS)
    }
  }
  const beat = setInterval(() => touch(path), BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    rmSync(path, { force: true })
  }
}

/** True while a process of this id runs on this machine. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function take(path) {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, `${process.pid} ${hostname()}`)
    closeSync(file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') {
      return false
    }
    throw error
  }
}

function touch(path) {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch {
    // Taken over after a long sleep of the machine: the work goes on, at worst it is done twice.
  }
}

function isAbandoned(path) {
  try {
    const [pid, host] = readFileSync(path, 'utf8').split(' ')
    if (host === hostname() && !isAlive(Number(pid))) {
      return true
    }
    return Date.now() - statSync(path).mtimeMs > STALE_MS
  } catch {
    // It went away between two looks: the next try takes it.
    return false
  }
}
