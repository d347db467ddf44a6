import { readFileSync, statSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { SessionState } from '../../../preload/contract/session-state'
import { isSandboxed, processTree } from '../../support/e2e-processes'
import { processesOf } from '../support/person'
import { newlyTakenUp, runSession } from '../support/run-session'
import { keepPicture } from '../support/screen'
import { ensureInstalled } from '../support/installation'
import { ShippedProgram } from '../support/shipped-program'
import { windowClass } from '../support/windows'

const programFolder = '/usr/lib/war-room'
const desktopEntry = '/usr/share/applications/war-room.desktop'

const { person } = inject('machine')
let program: ShippedProgram
let room: string
beforeAll(async () => {
  await ensureInstalled()
  program = ShippedProgram.start(['SP500'])
  await program.started()
  const [window = ''] = await program.shows(1)
  room = window
})
afterAll(async () => {
  await program.end()
})

/** A page's process writes its own anew, with spaces. */
const commandLine = (id: number): string[] =>
  readFileSync(`/proc/${id}/cmdline`, 'utf8').split(/[\0 ]/)

describe('the installed program, started by a fresh user', () => {
  it('runs as that user from where the package has put it', () => {
    expect(statSync(`/proc/${program.pid}`).uid).toBe(person.uid)
    expect(person.uid).not.toBe(0)
    expect(commandLine(program.pid)).toEqual(['/usr/bin/war-room', 'SP500', ''])
    expect(readFileSync(`/proc/${program.pid}/maps`, 'utf8')).toContain(`${programFolder}/war-room`)
  })

  it("runs its pages in Chromium's sandbox", () => {
    const tree = processTree(program.pid).map(({ id }) => id)
    const pages = tree.filter((id) => commandLine(id).includes('--type=renderer'))
    expect(pages).not.toEqual([])
    for (const id of pages) {
      expect(isSandboxed(id), `system calls of ${id} are filtered`).toBe(true)
      expect(readFileSync(`/proc/${id}/status`, 'utf8')).toMatch(/^NoNewPrivs:\s*1$/m)
    }
    expect(tree.flatMap(commandLine)).not.toContain('--no-sandbox')
  })

  it('shows a window that its desktop entry stands for', () => {
    expect(program.windows.property(room, 'WM_CLASS')).toMatch(new RegExp(`"${windowClass}"$`))
    expect(readFileSync(desktopEntry, 'utf8')).toMatch(
      new RegExp(`^StartupWMClass=${windowClass}$`, 'm')
    )
    expect(program.windows.property(room, '_NET_WM_NAME')).toContain('War Room')
  })

  let state: SessionState
  it('runs the bundled case to its summary', async () => {
    await newlyTakenUp(program, [])
    state = (await runSession(program, room)).state
    expect(state.status).toBe('completed')
    expect(state.summary).not.toBeNull()
    await keepPicture('packaged-first-use')
  })

  it('keeps what it stores from all others', () => {
    const open = (path: string): number => statSync(path).mode & 0o077
    expect(open(program.profile)).toBe(0)
    expect(open(program.dataFolder)).toBe(0)
    expect(open(program.journal.file)).toBe(0)
    expect(statSync(program.journal.file).uid).toBe(person.uid)
  })

  it('ends by its key with exit code 0, and leaves no process', async () => {
    program.windows.press(room, 'ctrl+q')
    expect(await program.ended).toEqual({ code: 0, signal: null })
    await expect.poll(() => processesOf(person.uid)).toEqual([])
  })
})
