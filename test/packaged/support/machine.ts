import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startDisplay, stopDisplay, writeDisplayKey } from '../../support/e2e-displays'
import { builtPackages } from './built'
import { makeInspectable } from './inspectable-copy'
import { addPerson, giveTo, removeForgotten, removePerson, type Person } from './person'
import { isRoot } from '../../support/e2e-app'

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

const openToAll = 0o755

/** Makes what is done once, in reverse order to be undone whatever becomes of the tests. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const undo: (() => Promise<void> | void)[] = []
  const teardown = async (): Promise<void> => {
    for (const step of undo.reverse()) await step()
  }
  try {
    project.provide('machine', await prepare(undo))
    return teardown
  } catch (error) {
    await teardown()
    throw error
  }
}

const prepare = async (undo: (() => Promise<void> | void)[]): Promise<Machine> => {
  const scratch = mkdtempSync(join(tmpdir(), 'war-room-packaged-'))
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
  undo.push(() => stopDisplay(server))
  const personKey = join(scratch, 'display-key-of-person')
  spawnSync('cp', [key, personKey])
  giveTo(person, personKey)
  const inspectable = await makeInspectable(builtPackages(), join(scratch, 'inspectable'))
  return {
    ...{ person, display, key, personKey, inspectable, scratch },
    framebuffer: join(framebuffer, 'Xvfb_screen0')
  }
}
