import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright'
import { inject } from 'vitest'
import { defaultSettings, type Settings } from '../../../preload/contract/settings'
import { RoomApp } from '../../support/e2e-app'
import type { Machine } from './machine'
import { giveTo } from './person'

const launchLimitMs = 30_000
const executableMode = 0o755

export interface PackagedLaunch {
  settings?: Partial<Settings>
  /** What a person would type behind the program's name. */
  arguments?: readonly string[]
  environment?: Record<string, string>
  /** The executable of another copy with an inspector; by default the one that tests share. */
  program?: string
  /** A profile of an earlier launch; by default a new one, which the test's folder takes along. */
  folder?: string
}

/** The variables that a user's session has. */
export const personEnvironment = ({
  person,
  display,
  personKey
}: Machine): Record<string, string> => ({
  HOME: person.home,
  USER: person.name,
  LOGNAME: person.name,
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  DISPLAY: display,
  XAUTHORITY: personKey
})

const makeProfile = (machine: Machine, settings: Partial<Settings> = {}): string => {
  const folder = mkdtempSync(join(machine.scratch, 'profile-'))
  const whole: Settings = { ...defaultSettings('en'), ...settings }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(whole))
  giveTo(machine.person, folder)
  return folder
}

/** What Playwright starts: the program, as its user. */
const writeWrapper = ({ scratch, inspectable, person: { fresh, uid, gid } }: Machine): string => {
  const wrapper = join(mkdtempSync(join(scratch, 'launch-')), 'launch.sh')
  const become = fresh ? `setpriv --reuid=${uid} --regid=${gid} --clear-groups ` : ''
  writeFileSync(wrapper, `#!/bin/sh\nexec ${become}'${inspectable}' "$@"\n`)
  chmodSync(wrapper, executableMode)
  return wrapper
}

/**
 * Starts the packaged program, as an ordinary user and in its sandbox, with Playwright: the copy of
 * it that has an inspector. There are no test hooks in it.
 */
export const launchPackaged = async (options: PackagedLaunch = {}): Promise<RoomApp> => {
  const shared = inject('machine')
  const machine = { ...shared, inspectable: options.program ?? shared.inspectable }
  const folder = options.folder ?? makeProfile(machine, options.settings)
  const wrapper = writeWrapper(machine)
  const electron = await _electron.launch({
    executablePath: wrapper,
    args: [`--user-data-dir=${folder}`, '--lang=en-US', ...(options.arguments ?? [])],
    cwd: folder,
    chromiumSandbox: true,
    timeout: launchLimitMs,
    env: { ...personEnvironment(machine), ...options.environment }
  })
  const app = new RoomApp(electron, folder, options.folder === undefined)
  void app.exited.then(() => rmSync(wrapper, { force: true }))
  return app
}
