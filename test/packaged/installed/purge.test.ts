import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { giveTo } from '../support/person'
import {
  ensureInstalled,
  filesBefore,
  installedVersion,
  packageName,
  purgePackage
} from '../support/installation'
import { strayFiles } from '../support/system-files'

const { person } = inject('machine')
const usersOwn = join(person.home, '.config', 'War Room', 'settings.json')

let paths: string[] = []
beforeAll(async () => {
  await ensureInstalled()
  if (!existsSync(usersOwn)) {
    spawnSync('mkdir', ['-p', join(person.home, '.config', 'War Room')])
    writeFileSync(usersOwn, '{}')
    giveTo(person, join(person.home, '.config'))
  }
  const list = spawnSync('dpkg', ['--listfiles', packageName], { encoding: 'utf8' }).stdout
  paths = list.split('\n').filter((path) => /war-room/.test(path))
  await purgePackage()
})

describe('after a purge', () => {
  it('the package is gone, with every file that it brought', () => {
    expect(installedVersion()).toBeNull()
    expect(paths.length).toBeGreaterThan(10)
    expect(paths.filter((path) => existsSync(path))).toEqual([])
  })

  it('the system has no file that it had not before', () => {
    const before = new Set(readFileSync(filesBefore(), 'utf8').split('\n'))
    expect(strayFiles(before)).toEqual([])
  })

  it('no list of the system names the program any more', () => {
    const places = ['/usr/share/applications', '/usr/share/mime', '/etc', '/var/lib/dpkg/info']
    const { stdout } = spawnSync('grep', ['-rlsI', packageName, ...places], { encoding: 'utf8' })
    expect(stdout).toBe('')
  })

  it("the user's own data is where it was", () => {
    expect(existsSync(usersOwn)).toBe(true)
  })
})
