import { validateConfiguration } from 'app-builder-lib/out/util/config/config'
import { DebugLogger } from 'builder-util'
import { Arch, type AfterPackContext, type Configuration } from 'electron-builder'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { afterPack } from '../../scripts/dist/after-pack.mjs'
import { buildOptions } from '../../scripts/dist/pack.mjs'
import { planTargets } from '../../scripts/dist/targets.mjs'

const electron = { version: '45.4.1', folder: '/electron/here', isPinned: true }
const own = 'x64'

const optionsOf = (platform: string, dirOnly = false): ReturnType<typeof buildOptions> => {
  const homepage = 'https://example.org'
  const machine = { platform, arch: own, electron, online: true, has: () => true, homepage }
  return buildOptions({
    ...{ projectFolder: '/project', platform, electron, ownArch: own },
    targets: dirOnly ? [] : planTargets(machine).made,
    config: {
      version: '1.2.3',
      folders: { app: '/dist/app', output: '/dist', icons: '/dist/icons' },
      feed: { url: 'https://example.org/feed', keyFile: '/key.pem', file: '/dist/app-update.yml' },
      homepage
    }
  })
}

const configOf = (options: ReturnType<typeof buildOptions>): Configuration =>
  options.config as Configuration

/** Where electron-builder is told to take each processor's Electron from. */
const electronOf = (options: ReturnType<typeof buildOptions>, arch: string): string | null => {
  const { electronDist } = configOf(options)
  return (electronDist as (pack: { arch: string }) => string | null)({ arch })
}

describe('what electron-builder is told', () => {
  it.each(['linux', 'win32', 'darwin'])('is what it knows, for %s', async (platform) => {
    await validateConfiguration(configOf(optionsOf(platform)), new DebugLogger(false))
  })

  it('is all processors of a system at once, since each call writes its feed file anew', () => {
    const [archs] = [...(optionsOf('win32').targets?.values() ?? [])]
    expect([...(archs ?? [])]).toEqual([
      [Arch.x64, ['dir', 'nsis', 'zip']],
      [Arch.arm64, ['dir', 'nsis', 'zip']]
    ])
  })

  it('is an installer of Windows for each processor, named after it', () => {
    const { nsis } = configOf(optionsOf('win32'))
    expect(nsis?.buildUniversalInstaller).toBe(false)
    expect(nsis?.artifactName).toContain('${arch}')
  })

  it('is to take the Electron that is here for its own processor alone', () => {
    expect(electronOf(optionsOf('linux'), own)).toBe(electron.folder)
    expect(electronOf(optionsOf('linux'), 'arm64')).toBeNull()
    expect(electronOf(optionsOf('darwin', true), own)).toBe(electron.folder)
  })

  it('is to take both halves of a universal program from the same place', () => {
    expect([own, 'arm64'].map((arch) => electronOf(optionsOf('darwin'), arch))).toEqual([
      null,
      null
    ])
  })
})

describe('a program that was put together', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'war-room-pack-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** A context as electron-builder gives it, of a folder in which no program lies. */
  const contextOf = (name: string): AfterPackContext => {
    const appOutDir = join(folder, name)
    const resources = join(appOutDir, 'War Room.app', 'Contents', 'Resources')
    mkdirSync(resources, { recursive: true })
    writeFileSync(join(resources, 'default_app.asar'), '')
    const packager = {
      appInfo: { productFilename: 'War Room' },
      getResourcesDir: () => resources
    }
    return { appOutDir, electronPlatformName: 'darwin', packager } as unknown as AfterPackContext
  }

  it('is fused, but for the halves of a universal one, which would not fit after it', async () => {
    await afterPack(contextOf('mac-universal-x64-temp'))
    await afterPack(contextOf('mac-universal-arm64-temp'))
    await expect(afterPack(contextOf('mac-universal'))).rejects.toThrow('Electron Framework')
  })
})
