import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Caller } from '../../../../main/commands/route'
import type { WindowPort } from '../../../../main/commands/window-port'
import { followModels, openModels, type Models } from '../../../../main/compose-models'
import { Emitter } from '../../../../main/kernel/emitter'
import type { Cipher } from '../../../../main/storage/key-store'
import type { Providers } from '../../../../preload/contract/providers'
import type { RouteResult } from '../../../../preload/contract/routes'
import { memoryCipher } from '../../../support/memory-cipher'
import { profileOf } from '../../../support/model-room'
import { openRoom, valueOf, type Room } from '../route-fixture'

export const canary = 'sk-canary-41c7d20b9e'

/** A window whose dialogs give this path; null dismisses them. */
export const windowWith = (path: string | null): Caller => {
  const port: Pick<WindowPort, 'chooseProviders' | 'saveProviders'> = {
    chooseProviders: async () => path,
    saveProviders: async () => path
  }
  return { principal: 'window:1', window: port as WindowPort }
}

export interface ProviderRoom {
  folder: string
  models: Models
  faults: unknown[]
  /** What pages were told. */
  told: unknown[]
  call: Room['call']
  /** Sets up a profile `one` at this address, or another one. */
  save(baseUrl: string | null, change?: { id?: string; name?: string }): Promise<Providers>
  setKey(key?: string, id?: string): Promise<RouteResult<Providers>>
  list(): Promise<Providers>
  close(): Promise<void>
}

export interface ProviderRoomOptions {
  cipher?: Cipher | null
  environment?: Record<string, string>
  /** Of a room that was there before; without one there is a new one, which goes with the room. */
  folder?: string
}

/** The routes of providers over their files. */
export const openProviderRoom = async (
  options: ProviderRoomOptions = {}
): Promise<ProviderRoom> => {
  const { cipher = memoryCipher(), environment = {} } = options
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'war-room-provider-routes-'))
  const state = cipher === null ? 'none' : 'system'
  const settingsFile = join(folder, 'settings.json')
  const models = await openModels({ settingsFile, cipher: { cipher, state }, environment })
  const told: unknown[] = []
  const server = { broadcast: (frame: unknown) => void told.push(frame) }
  followModels(models.book, { sessions: new Emitter(), server })
  const { call, faults } = openRoom(undefined, models.book)
  const save: ProviderRoom['save'] = async (baseUrl, change = {}) => {
    const profile = { ...profileOf(''), id: 'one', ...change, baseUrl }
    return valueOf(await call('provider.save', { profile }))
  }
  return {
    ...{ folder, models, faults, told, call, save },
    setKey: (key = canary, id = 'one') => call('provider.setKey', { id, key }),
    list: async () => valueOf(await call('provider.list', {})),
    close: async () => {
      await models.book.close()
      models.book.dispose()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
