import type { WebContents } from 'electron'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchRoom, type RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import { listeningAddresses } from '../support/e2e-processes'

const loopback = '0100007F'
const loopbackSix = '00000000000000000000000001000000'

let app: RoomApp
let room: RoomPage
beforeAll(async () => {
  app = await launchRoom()
  room = await app.firstPage()
})
// The page itself is told why it may not go to a file.
afterAll(() => app.close({ expected: /^Not allowed to load local resource/ }))

describe('the real window (R21)', () => {
  it('has the preferences that its factory states', async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const contents = window?.webContents as WebContents & { getLastWebPreferences(): object }
      return contents.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false
    })
  })

  it('gives its page nothing of Node or Electron but the bridge', async () => {
    const found = await room.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'electron', 'Buffer', 'ipcRenderer'].filter(
        (name) => name in window
      ),
      bridge: Object.keys(window.warRoom).sort(),
      origin: location.origin
    }))
    expect(found).toEqual({
      globals: [],
      bridge: ['invoke', 'onMenu', 'pathForFile'],
      origin: 'app://war-room'
    })
  })

  it('stays on its page and opens no other', async () => {
    const address = room.page.url()
    for (const target of [
      'https://example.com/',
      'file:///etc/passwd',
      'app://war-room/other.html'
    ]) {
      await room.page.evaluate((url) => {
        location.href = url
      }, target)
      const opened = await room.page.evaluate((url) => window.open(url) === null, target)
      expect(opened).toBe(true)
    }
    expect(room.page.url()).toBe(address)
    expect(app.electron.windows()).toHaveLength(1)
  })

  it('saves no file by itself', async () => {
    const stopped = app.electron.evaluate(
      ({ session }) =>
        new Promise<boolean>((resolve) => {
          const { defaultSession } = session
          defaultSession.once('will-download', (event) => resolve(event.defaultPrevented))
        })
    )
    await room.page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { download: 'page.html' })
      link.href = 'app://war-room/index.html'
      link.click()
    })
    expect(await stopped).toBe(true)
  })

  it('is granted the clipboard for copying, and no camera, place or notice', async () => {
    const states = await room.page.evaluate(async () => {
      const ask = async (name: string): Promise<string> =>
        (await navigator.permissions.query({ name: name as PermissionName })).state
      return {
        camera: await ask('camera'),
        geolocation: await ask('geolocation'),
        notifications: await ask('notifications'),
        reading: await ask('clipboard-read')
      }
    })
    expect(states).toEqual({
      camera: 'denied',
      geolocation: 'denied',
      notifications: 'denied',
      reading: 'denied'
    })
  })
})

describe('the sockets of the program (R9)', () => {
  it('listen on 127.0.0.1 only', () => {
    const addresses = listeningAddresses(app.pid)
    expect(addresses.length).toBeGreaterThan(0)
    for (const address of addresses) expect([loopback, loopbackSix]).toContain(address)
  })
})
