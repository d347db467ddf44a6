import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { inTurn } from '../../../scripts/support/turn.mjs'
import { isRoot } from '../../support/e2e-app'
import { startDisplay, writeDisplayKey } from '../../support/e2e-displays'
import { endProcess } from '../../support/end-process'
import { builtPackages } from './built'
import { makeInspectable } from './inspectable-copy'
import { purgeOwn } from './installation'
import {
  addPerson,
  giveTo,
  removeForgotten,
  removePerson,
  scratchPrefix,
  type Person
} from './person'

/** What all tests of the packages share. */
export interface Machine {
  person: Person
  /** The display's name and keys to it: root's, and the user's own. */
  display: string
  key: string
  personKey: string
  /** The display's picture, as the server itself writes it. */
  framebuffer: string
  /** The program with its inspector, which the shipped one lacks. */
  inspectable: string
  /** A folder for tests, open to all to read, gone after them. */
  scratch: string
}

declare module 'vitest' {
  interface ProvidedContext {
    machine: Machine
  }
}

/** Steps that take back what was set up, the last one first. */
type Undo = (() => Promise<void> | void)[]

const openToAll = 0o755

/** Makes what is done once, in reverse order to be undone whatever becomes of the tests. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const undo: Undo = []
  const teardown = async (): Promise<void> => {
    const failed: unknown[] = []
    for (const step of undo.reverse()) {
      await Promise.resolve()
        .then(step)
        .catch((error: unknown) => failed.push(error))
    }
    if (failed.length > 0) throw new AggregateError(failed, 'not all was taken away')
  }
  try {
    project.provide('machine', await prepare(undo))
    return teardown
  } catch (error) {
    await teardown()
    throw error
  }
}

/** Waits until no other run uses this machine so; gives how to let the next one in. */
const turn = (): Promise<() => void> =>
  new Promise((resolve, reject) => {
    const ours = (): Promise<void> => new Promise((release) => resolve(release))
    inTurn(join(tmpdir(), `war-room-packaged-${userInfo().uid}.turn`), ours).catch(reject)
  })

const prepare = async (undo: Undo): Promise<Machine> => {
  undo.push(await turn())
  const scratch = mkdtempSync(join(tmpdir(), scratchPrefix))
  undo.push(() => rmSync(scratch, { recursive: true, force: true }))
  chmodSync(scratch, openToAll)
  if (isRoot) await removeForgotten()
  const person = addPerson(join(scratch, 'home'))
  undo.push(() => removePerson(person))
  const framebuffer = join(scratch, 'framebuffer')
  mkdirSync(framebuffer)
  const key = join(scratch, 'display-key')
  writeDisplayKey(key)
  const { server, name: display } = await startDisplay(key, ['-fbdir', framebuffer])
  undo.push(() => endProcess(server))
  const personKey = join(scratch, 'display-key-of-person')
  spawnSync('cp', [key, personKey])
  giveTo(person, personKey)
  const inspectable = await makeInspectable(builtPackages(), join(scratch, 'inspectable'))
  if (isRoot) {
    await purgeOwn()
    undo.push(purgeOwn)
  }
  return {
    ...{ person, display, key, personKey, inspectable, scratch },
    framebuffer: join(framebuffer, 'Xvfb_screen0')
  }
}
