import { describe, expect, it } from 'vitest'
import {
  debuggingSwitches,
  refusalWords,
  refusedOf,
  refusedSwitches
} from '../../../main/app/refused-switches'

const all = [...refusedSwitches, ...debuggingSwitches]
const refused = (
  given: readonly string[],
  rules: { packaged: boolean; inspected?: boolean }
): string[] => refusedOf({ inspected: false, ...rules, hasSwitch: (name) => given.includes(name) })

describe('a packaged program', () => {
  it.each(all)('does not start with --%s', (name) => {
    expect(refused([name, 'lang'], { packaged: true })).toEqual([name])
  })

  it('starts with all else, and names every switch that it does not start with', () => {
    expect(refused(['lang', 'user-data-dir', 'ozone-platform'], { packaged: true })).toEqual([])
    expect(refused(all, { packaged: true })).toEqual(all)
  })

  it('whose build lets Node’s inspector in takes debuggers, and still nothing else', () => {
    expect(refused(all, { packaged: true, inspected: true })).toEqual([...refusedSwitches])
  })
})

it('a program that is not packaged starts with whatever a developer gives it', () => {
  expect(refused(all, { packaged: false })).toEqual([])
})

describe('the words of a refusal', () => {
  it('name the switches, and in an AppImage that gave itself one the package to take', () => {
    expect(refusalWords(['no-sandbox'], { isAppImage: false })).toBe('refused.switches')
    expect(refusalWords(['no-sandbox'], { isAppImage: true })).toBe('refused.appImage')
    expect(refusalWords(['no-sandbox', 'inspect'], { isAppImage: true })).toBe('refused.switches')
    expect(refusalWords(['disable-web-security'], { isAppImage: true })).toBe('refused.switches')
  })
})
