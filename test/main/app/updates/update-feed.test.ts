import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  installsItself,
  ownAppImage,
  withoutAppImage
} from '../../../../main/app/updates/app-image'
import { filesFor, isOwnChannel } from '../../../../main/app/updates/channel-file'
import { feedAddress, readFeedAddress } from '../../../../main/app/updates/feed-config'
import { findUpdateFeed } from '../../../../main/app/updates/update-feed'

const inFolder = async (work: (folder: string) => unknown): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-feed-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('a program asks for updates only', () => {
  it('when it is packaged with both a feed and its key', async () => {
    await inFolder((resources) => {
      const find = (packaged = true) => findUpdateFeed({ packaged, resources })
      expect(find()).toBeNull()
      writeFileSync(join(resources, 'app-update.yml'), 'provider: generic')
      expect(find()).toBeNull()
      writeFileSync(join(resources, 'update-key.pem'), 'a key')
      expect(find()).toEqual({
        configFile: join(resources, 'app-update.yml'),
        publicKey: 'a key'
      })
      expect(find(false)).toBeNull()
      rmSync(join(resources, 'app-update.yml'))
      expect(find()).toBeNull()
    })
  })

  it('at a safe address that holds no more than a path', () => {
    expect(feedAddress('https://war-room.example/feed').href).toBe('https://war-room.example/feed/')
    expect(feedAddress('http://127.0.0.1:8080/').href).toBe('http://127.0.0.1:8080/')
    expect(feedAddress('http://[::1]:8080/a/').href).toBe('http://[::1]:8080/a/')
    for (const wrong of [
      'http://war-room.example/',
      'http://127.0.0.1.example/',
      'ftp://war-room.example/',
      'file:///etc/',
      'https://name:word@war-room.example/',
      'https://name@war-room.example/',
      'https://war-room.example/?token=1',
      'https://war-room.example/#here',
      'war-room.example',
      ''
    ]) {
      expect(() => feedAddress(wrong), wrong).toThrow(
        expect.objectContaining({ code: 'updates.bad-feed' })
      )
    }
  })

  it('at a feed of the one kind that is known', async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'app-update.yml')
      const read = async (text: string) => {
        writeFileSync(file, text)
        return readFeedAddress(file)
      }
      const right = await read('provider: generic\nurl: https://war-room.example\nchannel: latest')
      expect(right.href).toBe('https://war-room.example/')
      for (const wrong of [
        'provider: github\nowner: war-room',
        'provider: generic',
        'just text',
        'provider: ['
      ]) {
        await expect(read(wrong)).rejects.toMatchObject({ code: 'updates.bad-feed' })
      }
    })
  })
})

describe('of the files of a feed', () => {
  const files = [
    'war-room-0.2.0-linux-x86_64.AppImage',
    'war-room-0.2.0-linux-arm64.AppImage',
    'war-room_0.2.0_amd64.deb',
    'war-room-0.2.0-win.exe',
    'war-room-0.2.0-mac.zip',
    'war-room-0.2.0-mac.dmg'
  ].map((url) => ({ url }))
  const names = (platform: string, arch: string): string[] =>
    filesFor(files, { platform, arch }).map(({ url }) => url)

  it('only those of this system and this processor are taken', () => {
    expect(names('linux', 'x64')).toEqual(['war-room-0.2.0-linux-x86_64.AppImage'])
    expect(names('linux', 'arm64')).toEqual(['war-room-0.2.0-linux-arm64.AppImage'])
    expect(names('win32', 'x64')).toEqual(['war-room-0.2.0-win.exe'])
    expect(names('darwin', 'arm64')).toEqual(['war-room-0.2.0-mac.zip'])
    expect(names('freebsd', 'x64')).toEqual([])
  })

  it('a version counts when it is a release, or of the same kind before one', () => {
    expect(isOwnChannel('1.0.0', '0.9.0')).toBe(true)
    expect(isOwnChannel('1.0.0', '1.0.0-beta.1')).toBe(true)
    expect(isOwnChannel('1.0.0-beta.2', '1.0.0-beta.1')).toBe(true)
    expect(isOwnChannel('1.0.0-alpha.2', '1.0.0-beta.1')).toBe(false)
    expect(isOwnChannel('1.0.0-beta.1', '0.9.0')).toBe(false)
  })
})

describe('an AppImage', () => {
  const environment = { APPIMAGE: '/home/a/war-room.AppImage', APPDIR: '/tmp/.mount_war' }
  const place = { environment, execPath: '/tmp/.mount_war/war-room' }

  it('is replaced only when this program runs from it', () => {
    expect(ownAppImage(place)).toBe('/home/a/war-room.AppImage')
    const other = (changes: Partial<typeof place>): string | null =>
      ownAppImage({ ...place, ...changes })
    // Started from a terminal that is an AppImage itself.
    expect(other({ execPath: '/usr/lib/war-room/war-room' })).toBeNull()
    expect(other({ execPath: '/tmp/.mount_war-other/war-room' })).toBeNull()
    expect(other({ environment: { ...environment, APPIMAGE: 'war-room.AppImage' } })).toBeNull()
    expect(ownAppImage({ environment: {}, execPath: place.execPath })).toBeNull()
  })

  it('or a Windows installer’s or a Mac’s program installs itself, and no other copy does', async () => {
    await inFolder((folder) => {
      const execPath = join(folder, 'war-room')
      const installs = (platform: string, appImage: string | null = null): boolean =>
        installsItself({ platform, execPath, name: 'War Room', appImage })
      expect(installs('linux')).toBe(false)
      expect(installs('linux', '/home/a/war-room.AppImage')).toBe(true)
      expect(installs('darwin')).toBe(true)
      expect(installs('win32')).toBe(false)
      writeFileSync(join(folder, 'Uninstall War Room.exe'), '')
      expect(installs('win32')).toBe(true)
    })
  })

  it('hands none of what it told about itself to the one that takes its place', () => {
    const given = { ...environment, ARGV0: 'x', OWD: '/', HOME: '/home/a' }
    expect(withoutAppImage(given)).toEqual({ HOME: '/home/a' })
  })
})
