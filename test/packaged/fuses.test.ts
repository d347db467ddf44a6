import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { describe, expect, it } from 'vitest'
import { statedFuses } from '../../scripts/dist/fuses.mjs'
import { builtPackages } from './support/built'

/** How the library reads a fuse that is on: the sign 1. */
const on = '1'.charCodeAt(0)
const numbers = Object.values(FuseV1Options).filter((value) => typeof value === 'number')
const names = FuseV1Options as unknown as Record<number, string>

describe('the fuses of the built executable', () => {
  it('are what is stated, each of them', async () => {
    const wire = await getCurrentFuseWire(builtPackages().executable)
    const read = numbers.map((fuse) => [names[fuse], Number(wire[fuse]) === on])
    const stated = statedFuses('linux')
    expect(read).toEqual(numbers.map((fuse) => [names[fuse], stated[fuse]]))
  })

  it('state each fuse that there is', () => {
    const stated = Object.keys(statedFuses('linux')).map(Number)
    expect(stated.sort()).toEqual([...numbers].sort())
  })

  it('shut every way in that is not the application', () => {
    const wanted = {
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      OnlyLoadAppFromAsar: true,
      EnableCookieEncryption: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false
    }
    for (const [name, state] of Object.entries(wanted)) {
      const fuse = FuseV1Options[name as keyof typeof wanted]
      expect([name, statedFuses('linux')[fuse]]).toEqual([name, state])
    }
  })
})
