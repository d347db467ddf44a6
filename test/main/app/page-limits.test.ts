import type { Session, WebContents } from 'electron'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { markedHeaders } from '../../../main/app/mark-upgrades'
import { pinContents } from '../../../main/app/navigation-guard'
import { enforcePermissions, grantedPermissions } from '../../../main/app/permissions'
import { isAllowedRequest } from '../../../main/app/request-filter'
import { isTrustedFrame } from '../../../main/app/trusted-sender'

type Check = Parameters<Session['setPermissionCheckHandler']>[0]
type Request = Parameters<Session['setPermissionRequestHandler']>[0]
type Device = Parameters<Session['setDevicePermissionHandler']>[0]
type Display = Parameters<Session['setDisplayMediaRequestHandler']>[0]

const handlersOf = (): { check: Check; request: Request; device: Device; display: Display } => {
  const handlers = {} as ReturnType<typeof handlersOf>
  enforcePermissions({
    setPermissionCheckHandler: (handler: Check) => (handlers.check = handler),
    setPermissionRequestHandler: (handler: Request) => (handlers.request = handler),
    setDevicePermissionHandler: (handler: Device) => (handlers.device = handler),
    setDisplayMediaRequestHandler: (handler: Display) => (handlers.display = handler)
  } as unknown as Session)
  return handlers
}

const everyPermission = [
  'accessibility-events',
  'ar',
  'background-sync',
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-network',
  'local-network-access',
  'loopback-network',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'persistent-storage',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'vr',
  'window-management'
] as const

const own = 'app://war-room/'
const foreign = [
  'https://evil/',
  'app://evil/',
  'app://war-room.evil/',
  'file:///',
  'app://war-rooms/',
  'null',
  ''
]

const requested = (request: Request, permission: string, requestingUrl: string): boolean => {
  let granted: boolean | null = null
  const answer = (value: boolean): void => void (granted = value)
  request?.(null as never, permission as never, answer, { requestingUrl } as never)
  if (granted === null) throw new Error('not answered')
  return granted
}

describe('the permission table (R21)', () => {
  it('grants our own page the socket to this machine and the clipboard for copying, nothing else', () => {
    expect([...grantedPermissions].sort()).toEqual([
      'clipboard-sanitized-write',
      'local-network-access',
      'loopback-network'
    ])
    const { check, request } = handlersOf()
    for (const permission of everyPermission) {
      const granted = grantedPermissions.has(permission)
      expect(check?.(null, permission as never, own, {} as never), permission).toBe(granted)
      expect(requested(request, permission, own), permission).toBe(granted)
    }
  })

  it('grants another page nothing', () => {
    const { check, request } = handlersOf()
    for (const origin of foreign) {
      for (const permission of everyPermission) {
        expect(check?.(null, permission as never, origin, {} as never)).toBe(false)
        expect(requested(request, permission, origin)).toBe(false)
      }
    }
  })

  it('grants nobody a device or the screen', () => {
    const { device, display } = handlersOf()
    expect(device?.({ deviceType: 'usb', origin: own, device: {} } as never)).toBe(false)
    let streams: unknown = null
    display?.({} as never, (answer) => void (streams = answer))
    expect(streams).toEqual({})
  })
})

describe('a request of a page', () => {
  const packaged = { streamPort: 4321, developerTools: false }

  it.each([
    'app://war-room/assets/index.js',
    'ws://127.0.0.1:4321/api/v1/ws',
    'data:image/svg+xml,%3Csvg/%3E'
  ])('goes out to %s', (address) => expect(isAllowedRequest(address, packaged)).toBe(true))

  it.each([
    'https://example.com/',
    'http://127.0.0.1:4321/api/v1/ws',
    'ws://127.0.0.1:4322/api/v1/ws',
    'ws://127.0.0.1:4321/other',
    'ws://localhost:4321/api/v1/ws',
    'wss://127.0.0.1:4321/api/v1/ws',
    'ws://127.0.0.1:4321@evil/api/v1/ws',
    'app://evil/',
    'file:///etc/passwd',
    'data:text/html,x',
    'blob:app://war-room/1',
    'devtools://devtools/bundled/x.html',
    'chrome://gpu/',
    'nonsense'
  ])('is stopped to %s', (address) => expect(isAllowedRequest(address, packaged)).toBe(false))

  it('of the developer tools goes out only where there are any', () => {
    const open = { ...packaged, developerTools: true }
    expect(isAllowedRequest('devtools://devtools/bundled/x.html', open)).toBe(true)
  })

  it('carries the mark of its own window, whatever it had put there itself', () => {
    const headers = { Origin: 'app://war-room', 'X-War-Room-Window': 'window:1' }
    const marked = { Origin: 'app://war-room', 'x-war-room-window': 'window:7' }
    expect(markedHeaders(headers, 7)).toEqual(marked)
    expect(markedHeaders(headers, undefined)).toEqual({ Origin: 'app://war-room' })
  })
})

describe('a page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    'is stopped when it %s',
    (name) => {
      const contents = new EventEmitter()
      Object.assign(contents, { setWindowOpenHandler: () => undefined })
      pinContents(contents as unknown as WebContents)
      let stopped = false
      contents.emit(name, { preventDefault: () => (stopped = true) })
      expect(stopped).toBe(true)
    }
  )

  it('opens no window', () => {
    let opener: (() => { action: string }) | null = null
    const contents = new EventEmitter()
    Object.assign(contents, { setWindowOpenHandler: (handler: never) => (opener = handler) })
    pinContents(contents as unknown as WebContents)
    expect((opener as unknown as () => object)()).toEqual({ action: 'deny' })
  })
})

describe('the sender of a call', () => {
  it('is trusted as the main frame of our own page only', () => {
    expect(isTrustedFrame({ url: 'app://war-room/?subject=SP500', parent: null })).toBe(true)
    expect(isTrustedFrame({ url: 'app://war-room/', parent: {} })).toBe(false)
    expect(isTrustedFrame(null)).toBe(false)
    for (const url of [
      ...foreign,
      'about:blank',
      'data:text/html,x',
      'app://evil/app://war-room/'
    ]) {
      expect(isTrustedFrame({ url, parent: null }), url).toBe(false)
    }
  })
})
