import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureSystemPackages } from '../../scripts/setup/system-packages.mjs'

let folder: string
let said: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-packages-'))
  said = []
  writeFileSync(join(folder, 'os-release'), 'ID=ubuntu\nID_LIKE=debian\n')
  writeFileSync(join(folder, 'installed'), '')
  // What `dpkg-query -W` prints for the packages that the file `installed` names.
  tool('dpkg-query', `while read -r name; do printf '%s\\tinstall ok installed\\n' "$name"; done <`)
  tool(
    'apt-cache',
    `echo "  Candidate: $(grep -qx "$2" "$here/known" && echo 1 || echo '(none)')" #`
  )
  tool('dpkg', `echo "dpkg $*" >> "$here/calls" #`)
  tool(
    'apt-get',
    `echo "apt-get $*" >> "$here/calls"
    if [ "$1" = update ]; then exit 0; fi
    if [ -e "$here/broken" ]; then echo 'E: Unable to fetch some archives'; exit 100; fi
    if [ -e "$here/locked" ]; then rm "$here/locked"; echo 'E: Could not get lock'; exit 100; fi
    echo 'Need to get 12.3 MB of archives.'
    for name in "$@"; do echo "$name" >> "$here/installed"; done #`
  )
  writeFileSync(join(folder, 'known'), all.join('\n'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const all = ['libgtk-3-0t64', 'libasound2t64', 'libatk-bridge2.0-0t64']
  .concat('libnss3', 'libgbm1', 'libxss1', 'libdrm2', 'libxkbcommon0', 'xvfb', 'xauth')
  .concat('fonts-dejavu-core', 'fonts-noto-cjk', 'gnome-keyring')

const tool = (name: string, body: string): void => {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\nhere=${folder}\n${body} "$here/installed"\n`)
  chmodSync(path, 0o755)
}

const calls = (): string => {
  const path = join(folder, 'calls')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

const install = (options: object = {}): ReturnType<typeof ensureSystemPackages> =>
  ensureSystemPackages({
    talk: (line: string) => said.push(line),
    env: { PATH: `${folder}:/usr/bin:/bin` },
    isRoot: true,
    osRelease: join(folder, 'os-release'),
    updatesFolder: join(folder, 'updates'),
    ...options
  })

describe('the system packages', () => {
  it('are installed by apt as root, which is said, under the names that this release gives', async () => {
    const { installed } = await install()
    expect(installed).toEqual(expect.arrayContaining(all))
    expect(said[0]).toMatch(/^Installing system packages with apt: libgtk-3-0 /)
    expect(said).toContain('  apt: Need to get 12.3 MB of archives.')
    expect(calls()).toMatch(/apt-get update.*\napt-get install -y --no-install-recommends /)
  })

  it('are not touched when all are there', async () => {
    writeFileSync(join(folder, 'installed'), `${all.join('\n')}\n`)
    await expect(install()).resolves.toEqual({ missing: [], installed: [] })
    expect(said).toEqual([])
    expect(calls()).toBe('')
  })

  it('are one line with the exact command for an ordinary user', async () => {
    writeFileSync(join(folder, 'installed'), `${all.slice(2).join('\n')}\n`)
    const { missing } = await install({ isRoot: false })
    expect(missing).toEqual(['libgtk-3-0', 'libasound2'])
    expect(said).toEqual([
      'System packages are missing. To install them: sudo apt-get update && ' +
        'sudo apt-get install -y --no-install-recommends libgtk-3-0t64 libasound2t64'
    ])
    expect(calls()).toBe('')
  })

  it('are installed after dpkg has finished what a kill cut short', async () => {
    mkdirSync(join(folder, 'updates'))
    writeFileSync(join(folder, 'updates', '0001'), '')
    await install()
    expect(calls()).toMatch(/^dpkg --configure -a\napt-get update/)
  })

  it('wait while another apt holds the lock', async () => {
    writeFileSync(join(folder, 'locked'), '')
    const { installed } = await install()
    expect(installed).toHaveLength(all.length)
  })

  it("that cannot be installed are an error with apt's own reason", async () => {
    writeFileSync(join(folder, 'broken'), '')
    await expect(install()).rejects.toThrow(
      /^apt-get install failed \(100\): E: Unable to fetch some archives$/
    )
  })

  it('are left alone on other systems', async () => {
    writeFileSync(join(folder, 'os-release'), 'ID=fedora\n')
    await expect(install()).resolves.toEqual({ missing: [], installed: [] })
    expect(calls()).toBe('')
  })
})
