import { FuseV1Options } from '@electron/fuses'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFeedAddress } from '../../main/app/updates/feed-config'
import { applicationSize, budgetLine } from '../../scripts/dist/budgets.mjs'
import { electronHere, packageVersion } from '../../scripts/dist/electron-here.mjs'
import { feedFile, feedOf } from '../../scripts/dist/feed.mjs'
import { statedFuses } from '../../scripts/dist/fuses.mjs'
import { refuseUnlessRelease } from '../../scripts/dist/release.mjs'
import { planTargets } from '../../scripts/dist/targets.mjs'

const pinned = { version: '45.4.1', isPinned: true }
const standIn = { version: '33.2.1', isPinned: false }
const release = {
  platform: 'linux',
  arch: 'x64',
  electron: pinned,
  online: true,
  has: () => true,
  homepage: 'https://example.org'
}
const names = (targets: { platform: string; format: string; arch: string }[]): string[] =>
  targets.map(({ platform, format, arch }) => `${platform} ${format} ${arch}`)

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-dist-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('what npm run dist makes', () => {
  it('is every format of a platform for every processor where all can be downloaded', () => {
    expect(names(planTargets(release).made)).toEqual([
      'linux tar.gz x64',
      'linux tar.gz arm64',
      'linux deb x64',
      'linux deb arm64',
      'linux rpm x64',
      'linux rpm arm64',
      'linux AppImage x64',
      'linux AppImage arm64'
    ])
    const made = (platform: string): string[] => names(planTargets({ ...release, platform }).made)
    expect(made('win32')).toEqual([
      'win32 nsis x64',
      'win32 nsis arm64',
      'win32 zip x64',
      'win32 zip arm64'
    ])
    expect(made('darwin')).toEqual(['darwin dmg universal', 'darwin zip universal'])
  })

  it('is a tar.gz and a deb around the stand-in, and each format left out has its reason', () => {
    const plan = planTargets({ ...release, electron: standIn, online: false })
    expect(names(plan.made)).toEqual(['linux tar.gz x64', 'linux deb x64'])
    expect(names(plan.leftOut)).toHaveLength(12)
    for (const { reason } of plan.leftOut) expect(reason).toMatch(/\w+ \w+/)
    const reasons = Object.fromEntries(
      plan.leftOut.map(({ format, arch, reason }) => [`${format} ${arch}`, reason])
    )
    expect(reasons['rpm x64']).toBe('the tool that makes it cannot be downloaded here')
    expect(reasons['deb arm64']).toContain('33.2.1')
    expect(reasons['nsis x64']).toBe('it is made on Windows')
  })

  it('leaves a format out for want of a tool, and names the tool', () => {
    const without = (tool: string, online: boolean): string[] =>
      planTargets({ ...release, online, has: (name) => name !== tool })
        .leftOut.filter(({ platform, arch }) => platform === 'linux' && arch === 'x64')
        .map(({ format, reason }) => `${format}: ${reason}`)
    expect(without('dpkg-deb', true).join()).toContain('deb: it needs dpkg-deb')
    expect(without('7za', false).join()).toContain('tar.gz: it needs 7za')
    expect(without('7za', true).join()).not.toContain('tar.gz')
    expect(without('rpmbuild', true).join()).toContain('rpm: it needs rpmbuild')
  })
})

describe('a package around another Electron than the pinned one', () => {
  it('carries the fact in its version, and one around the pinned one does not', () => {
    expect(packageVersion('1.2.3', standIn)).toBe('1.2.3-electron33-test')
    expect(packageVersion('1.2.3', pinned)).toBe('1.2.3')
  })

  it('is told by what lies there, not by what is asked for', () => {
    const electron = join(folder, 'node_modules', 'electron', 'dist')
    mkdirSync(electron, { recursive: true })
    const packageJson = { devDependencies: { electron: '45.4.1' } }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(packageJson))
    expect(() => electronHere(folder)).toThrow('There is no Electron yet')
    writeFileSync(join(electron, 'version'), '33.2.1\n')
    expect(electronHere(folder)).toMatchObject({ version: '33.2.1', isPinned: false })
    writeFileSync(join(electron, 'version'), 'v45.4.1')
    expect(electronHere(folder)).toMatchObject({ version: '45.4.1', isPinned: true })
  })

  it('takes no update feed', () => {
    const { url, file } = validFeed()
    expect(() => feedOf(feedEnvironment(url, file), standIn)).toThrow('takes no update feed')
    expect(feedOf(feedEnvironment(url, file), pinned)).toEqual({ url, keyFile: file })
    expect(feedOf({}, pinned)).toBeNull()
  })
})

describe('a release', () => {
  const refusal = (changes: Partial<Parameters<typeof planTargets>[0]>): (() => void) => {
    const machine = { ...release, ...changes }
    const { leftOut } = planTargets(machine)
    const electron = { ...machine.electron, pinned: pinned.version }
    return () => refuseUnlessRelease({ platform: machine.platform, electron, leftOut })
  }

  it('is every package of its platform, whatever is made on others', () => {
    for (const platform of ['linux', 'win32', 'darwin']) expect(refusal({ platform })).not.toThrow()
  })

  it('is none around another Electron than the pinned one', () => {
    expect(refusal({ electron: standIn })).toThrow('the Electron here is 33.2.1')
  })

  it('is none that lacks a package, and the reason is told', () => {
    expect(refusal({ has: (tool) => tool !== 'rpmbuild' })).toThrow('rpm (x64): it needs rpmbuild')
    expect(refusal({ online: false })).toThrow('AppImage (x64): the tool that makes it')
  })
})

describe('an update feed', () => {
  it('is an address of https and an Ed25519 key, or the build stops', () => {
    const { url, file } = validFeed()
    const refused = (address: string | undefined, key: string | undefined): (() => unknown) => {
      return () => feedOf(feedEnvironment(address, key), pinned)
    }
    expect(refused(url, undefined)).toThrow('both')
    expect(refused(undefined, file)).toThrow('both')
    expect(refused('http://example.org/feed', file)).toThrow('https')
    expect(refused('no address', file)).toThrow('https')
    expect(refused(`${url}?of=1`, file)).toThrow('a folder')
    expect(refused('https://me:secret@example.org/feed', file)).toThrow('a folder')
    expect(refused(url, join(folder, 'none.pem'))).toThrow('ENOENT')
    const rsa = join(folder, 'rsa.pem')
    writeFileSync(rsa, pemOf('rsa'))
    expect(refused(url, rsa)).toThrow('Ed25519')
  })
})

describe('a feed for macOS', () => {
  it('is refused to a program that is not signed, which could not be replaced', () => {
    const { url, file } = validFeed()
    const environment = feedEnvironment(url, file)
    expect(() => feedOf(environment, pinned, 'darwin')).toThrow('CSC_LINK')
    const signed = { ...environment, CSC_LINK: 'certificate.p12' }
    expect(feedOf(signed, pinned, 'darwin')).toEqual({ url, keyFile: file })
  })
})

describe('the file that tells a program of its feed', () => {
  it('is read back by the program as the address that it was built with', async () => {
    const file = join(folder, 'app-update.yml')
    writeFileSync(file, feedFile({ url: 'https://example.org/war: room/#1' }))
    await expect(readFeedAddress(file)).rejects.toThrow()
    writeFileSync(file, feedFile({ url: 'https://example.org/feed' }))
    expect((await readFeedAddress(file)).href).toBe('https://example.org/feed/')
  })
})

describe('the fuses of a package', () => {
  it('are each stated, on every platform', () => {
    const known = Object.values(FuseV1Options).filter((value) => typeof value === 'number')
    for (const platform of ['linux', 'win32', 'darwin']) {
      const stated = statedFuses(platform)
      expect(Object.keys(stated).map(Number).sort()).toEqual([...known].sort())
      expect(Object.values(stated).every((value) => typeof value === 'boolean')).toBe(true)
    }
  })

  it('check the archive wherever Electron can', () => {
    const integrity = FuseV1Options.EnableEmbeddedAsarIntegrityValidation
    expect(statedFuses('win32')[integrity]).toBe(true)
    expect(statedFuses('darwin')[integrity]).toBe(true)
  })
})

describe('the size of a package', () => {
  it('is what lies in it, and one over its budget is told', () => {
    mkdirSync(join(folder, 'app.asar.unpacked', 'a'), { recursive: true })
    writeFileSync(join(folder, 'app.asar'), Buffer.alloc(1000))
    writeFileSync(join(folder, 'app.asar.unpacked', 'a', 'b.node'), Buffer.alloc(500))
    writeFileSync(join(folder, 'other.pak'), Buffer.alloc(9000))
    expect(applicationSize(folder)).toBe(1500)
    expect(budgetLine('deb', 95_000_000)).toEqual({
      line: 'deb: 95.0 MB (at most 95.0 MB)',
      within: true
    })
    expect(budgetLine('deb', 95_000_001).within).toBe(false)
  })
})

const pemOf = (kind: 'ed25519' | 'rsa'): string => {
  const options = { type: 'spki', format: 'pem' } as const
  return kind === 'rsa'
    ? String(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export(options))
    : String(generateKeyPairSync('ed25519').publicKey.export(options))
}

const validFeed = (): { url: string; file: string } => {
  const file = join(folder, 'key.pem')
  writeFileSync(file, pemOf('ed25519'))
  return { url: 'https://example.org/feed', file }
}

const feedEnvironment = (
  url: string | undefined,
  keyFile: string | undefined
): Record<string, string | undefined> => ({
  WAR_ROOM_UPDATE_URL: url,
  WAR_ROOM_UPDATE_PUBLIC_KEY: keyFile
})
