import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from '../../../scripts/support/turn.mjs'
import { isRoot } from '../../support/e2e-app'

/** Who uses the program: a fresh user where the tests run as root, else whoever runs them. */
export interface Person {
  name: string
  uid: number
  gid: number
  home: string
  /** Made for the tests, and removed after them. */
  fresh: boolean
}

const namePrefix = 'room-tester-'
/** What the folder that a fresh user's home lies in is called. */
export const scratchPrefix = 'room-tester-'
const endLimitMs = 10_000
const lookEveryMs = 50

const run = (command: string, ...words: string[]): string => {
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${error?.message ?? stderr}`)
  return stdout
}

/** The processes that run as a user, his own and nobody else's. */
export const processesOf = (uid: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((id) => {
      if (!Number.isInteger(id)) return false
      try {
        const status = readFileSync(`/proc/${id}/status`, 'utf8')
        const isZombie = /^State:\s+Z/m.test(status)
        return !isZombie && Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) === uid
      } catch {
        return false
      }
    })

/** A user without any right of his own, with an empty home. */
export const addPerson = (home: string): Person => {
  if (!isRoot) {
    const { username: name, uid, gid } = userInfo()
    return { name, uid, gid, home, fresh: false }
  }
  const name = `${namePrefix}${process.pid}`
  run('useradd', '--create-home', '--home-dir', home, '--shell', '/bin/sh', name)
  const uid = Number(run('id', '-u', name))
  const gid = Number(run('id', '-g', name))
  return { name, uid, gid, home, fresh: true }
}

/** Ends whatever a fresh user has running, by its id, and removes him with his home. */
export const removePerson = async ({ name, uid, fresh }: Person): Promise<void> => {
  if (!fresh) return
  const deadline = performance.now() + endLimitMs
  while (processesOf(uid).length > 0 && performance.now() < deadline) {
    for (const id of processesOf(uid)) {
      try {
        process.kill(id, 'SIGKILL')
      } catch {
        // It is gone by itself.
      }
    }
    await delay(lookEveryMs)
  }
  run('userdel', '--remove', '--force', name)
}

/** Removes users that a run which was killed has left behind, with all that lay beside their homes. */
export const removeForgotten = async (): Promise<void> => {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const line of lines.filter((text) => text.startsWith(namePrefix))) {
    const [name = '', , uid, gid, , home = ''] = line.split(':')
    if (isAlive(Number(name.slice(namePrefix.length)))) continue
    await removePerson({ name, uid: Number(uid), gid: Number(gid), home, fresh: true })
    if (basename(dirname(home)).startsWith(scratchPrefix)) {
      rmSync(dirname(home), { recursive: true, force: true })
    }
  }
}

/** Gives a folder and all in it to the user. */
export const giveTo = ({ uid, gid, fresh }: Person, folder: string): void => {
  if (fresh) run('chown', '--recursive', `${uid}:${gid}`, folder)
}
