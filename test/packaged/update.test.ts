import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import {
  artefactName,
  channelName,
  channelText,
  startFeedServer,
  type FeedServer
} from '../support/update-feed'
import { builtPackages } from './support/built'
import { makeInspectable } from './support/inspectable-copy'
import { launchPackaged } from './support/launch-packaged'
import { giveTo } from './support/person'

/** What stands for the newer program: it leaves a trace of its start. */
const newer = Buffer.from('#!/bin/sh\necho "$APPIMAGE|$*" > "$0.started"\n')
const version = '99.0.0'
const installed = 'the installed program'

interface Asked {
  message: string
  detail: string
}

let server: FeedServer
let privateKey: KeyObject
let appImage: string
let app: RoomApp
let room: RoomPage

const publish = (signature?: string): void => {
  const text = channelText(version, newer)
  const right = sign(null, Buffer.from(text), privateKey).toString('base64')
  server.files.set(artefactName(version), newer)
  server.files.set(channelName, text)
  server.files.set(`${channelName}.sig`, signature ?? right)
}

/** From now on the system's dialogs answer themselves, and keep what they said. */
const answerDialogs = (): Promise<void> =>
  app.electron.evaluate(({ dialog }) => {
    const asked: Asked[] = []
    const answers: string[] = []
    Object.assign(globalThis, { asked, answers })
    Object.assign(dialog, {
      showMessageBox: async (...given: unknown[]) => {
        const { message, detail, buttons } = given.at(-1) as Asked & { buttons: string[] }
        asked.push({ message, detail })
        const choice = buttons.length === 1 ? 0 : buttons.indexOf(answers.shift() ?? 'Later')
        return { response: choice, checkboxChecked: false }
      }
    })
  })

const asked = (): Promise<string[]> =>
  app.electron.evaluate(() =>
    (globalThis as typeof globalThis & { asked: Asked[] }).asked.map(({ message }) => message)
  )

const ready = `War Room ${version} is ready.`

beforeAll(async () => {
  const { scratch, person } = inject('machine')
  server = await startFeedServer()
  const pair = generateKeyPairSync('ed25519')
  privateKey = pair.privateKey
  const program = await makeInspectable(builtPackages(), join(scratch, 'with-feed'))
  const resources = join(dirname(program), 'resources')
  const feed = `provider: generic\nurl: ${server.url}\nupdaterCacheDirName: war-room-updater\n`
  writeFileSync(join(resources, 'app-update.yml'), feed)
  const key = pair.publicKey.export({ type: 'spki', format: 'pem' })
  writeFileSync(join(resources, 'update-key.pem'), key)
  const folder = join(scratch, 'app-image')
  mkdirSync(folder)
  appImage = join(folder, 'war-room.AppImage')
  writeFileSync(appImage, installed)
  chmodSync(appImage, 0o755)
  giveTo(person, folder)
  app = await launchPackaged({
    program,
    arguments: ['SP500'],
    environment: {
      APPIMAGE: appImage,
      APPDIR: dirname(program),
      XDG_CACHE_HOME: join(folder, 'cache')
    }
  })
  room = await app.firstPage()
  await answerDialogs()
})
afterAll(async () => {
  await app.close()
  await server.close()
})

describe('an AppImage with a feed', () => {
  it('believes no feed that another key has signed', async () => {
    publish(`${'A'.repeat(86)}==`)
    await app.menu('check-updates')
    await expect.poll(asked).toContain('War Room could not be updated.')
    expect(server.requests.map(({ path }) => path)).not.toContain(`/${artefactName(version)}`)
  })

  it('fetches a newer version while a session runs, and asks only after it', async () => {
    await room.start()
    publish()
    await app.menu('check-updates')
    await expect.poll(asked).toContain(`War Room ${version} is being downloaded.`)
    await expect.poll(asked).toContain(ready)
    // So far it has only said that it waits: the question would have had its answer.
    expect((await asked()).filter((message) => message === ready)).toHaveLength(1)
    await room.stopButton.click()
    await room.status('cancelled')
    await expect.poll(asked).toEqual(expect.arrayContaining([ready, ready]))
    expect((await asked()).filter((message) => message === ready)).toHaveLength(2)
    expect(readFileSync(appImage, 'utf8')).toBe(installed)
  })

  it('changes places with it when told to restart, and starts it', async () => {
    const gone = app.gone()
    await app.electron.evaluate(() =>
      (globalThis as typeof globalThis & { answers: string[] }).answers.push('Restart now')
    )
    await app.menu('check-updates').catch(() => undefined)
    expect(await gone).toEqual({ code: 0, signal: null })
    expect(readFileSync(appImage)).toEqual(newer)
    expect(statSync(appImage).mode & 0o777).toBe(0o755)
    await expect.poll(() => existsSync(`${appImage}.started`)).toBe(true)
    // Started without what the old one knew of itself.
    await expect.poll(() => readFileSync(`${appImage}.started`, 'utf8')).toBe('|\n')
  })
})
