import { describe, expect, it } from 'vitest'
import { windowOptions } from '../../../main/app/window-options'

const surroundings = {
  preload: '/p/index.cjs',
  icon: null,
  title: 'War Room',
  workArea: { width: 1_280, height: 2_000 },
  developerTools: false
}
const options = windowOptions(surroundings)

describe('every window (R21)', () => {
  it('is sandboxed and isolated, with no Node and no way around the policy', () => {
    expect(options.webPreferences).toEqual({
      preload: '/p/index.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      backgroundThrottling: false,
      devTools: false
    })
  })

  it('is never white before it is painted, and never smaller than the room', () => {
    expect(options).toMatchObject({ show: false, minWidth: 1_100, minHeight: 700 })
    expect(options.backgroundColor).toMatch(/^#[01][0-9a-f]/)
  })

  it('fits the screen, down to the least that the room needs', () => {
    expect(options).toMatchObject({ width: 1_280, height: 920 })
    const small = windowOptions({ ...surroundings, workArea: { width: 800, height: 600 } })
    expect(small).toMatchObject({ width: 1_100, height: 700 })
  })

  it('carries a picture only where it would have none of the program', () => {
    expect(options).not.toHaveProperty('icon')
    expect(windowOptions({ ...surroundings, icon: '/p/icon.png' }).icon).toBe('/p/icon.png')
  })

  it('has developer tools only where the program is not packaged', () => {
    const open = windowOptions({ ...surroundings, developerTools: true })
    expect(open.webPreferences?.devTools).toBe(true)
  })
})
