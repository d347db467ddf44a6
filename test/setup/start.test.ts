import { describe, expect, it } from 'vitest'
import { roomArguments, whyNoWindow } from '../../scripts/start.mjs'
import { checkNodeVersion } from '../../scripts/setup/node-version.mjs'

describe('npm start', () => {
  it('opens the window for an ordinary user with a display', () => {
    expect(whyNoWindow({ display: true, root: false, args: [] })).toBeNull()
    expect(whyNoWindow({ display: true, root: true, args: ['--no-sandbox'] })).toBeNull()
  })

  it('says in one line why there is no window and how to get it', () => {
    const noDisplay = whyNoWindow({ display: false, root: false, args: [] })
    expect(noDisplay).toMatch(/^There is no display.*xvfb-run -a npm start$/)
    const root = whyNoWindow({ display: true, root: true, args: [] })
    expect(root).toMatch(/root.*npm start -- --no-sandbox$/)
    const both = whyNoWindow({ display: false, root: true, args: [] })
    expect(both).toMatch(/xvfb-run -a npm start -- --no-sandbox$/)
    for (const line of [noDisplay, root, both]) expect(line).not.toContain('\n')
  })

  it('runs the terminal room on the bundled case unless another is named', () => {
    expect(roomArguments([])).toEqual(['SP500'])
    expect(roomArguments(['--no-sandbox'])).toEqual(['SP500'])
    expect(roomArguments(['--lang', 'zh-TW'])).toEqual(['SP500', '--lang', 'zh-TW'])
    expect(roomArguments(['mine.csv', '--no-sandbox'])).toEqual(['mine.csv'])
  })
})

describe('the Node version', () => {
  it('is refused in one sentence when the tools cannot run on it', () => {
    for (const version of ['18.20.8', '20.18.3', '21.7.3', '22.12.0', '23.11.1']) {
      expect(() => checkNodeVersion(version), version).toThrow(/^Node [\d.]+ cannot run this; /)
    }
    for (const version of ['20.19.0', '20.20.2', '22.13.0', '24.1.0', '26.0.0']) {
      expect(() => checkNodeVersion(version), version).not.toThrow()
    }
  })
})
