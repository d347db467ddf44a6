import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionState } from '../../preload/contract/session-state'
import { launchRoom, makeProfile, projectFolder, type RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'
import { SessionsPage } from '../support/e2e-sessions'

/** The bundled case up to the line that is given, as a file of its own. */
const shortCase = (name: string, lines: number): string => {
  const text = readFileSync(join(projectFolder, 'out/main/cases/sp500.csv'), 'utf8')
  const file = join(folder, name)
  writeFileSync(file, `${text.split('\n').slice(0, lines).join('\n')}\n`)
  return file
}

const textsOf = ({ roles }: SessionState): [string, string][] =>
  roles.map(({ role, text }) => [role, text])

const folder = makeProfile({ paceCharactersPerSecond: 0 })
let app: RoomApp
let room: RoomPage
let sessions: SessionsPage
const ran: SessionState[] = []

/** Runs three to their ends: two of one subject, of which one is stopped, and another one. */
beforeAll(async () => {
  app = await launchRoom({ folder })
  room = await app.firstPage()
  sessions = new SessionsPage(room)
  await room.start()
  await room.status('completed')
  ran.push(await room.shown())
  await room.start(shortCase('harbour.csv', 700))
  await room.status('completed')
  ran.push(await room.shown())
  await room.page.evaluate(() =>
    window.warRoom.invoke('settings.set', { paceCharactersPerSecond: 100 })
  )
  await room.start('SP500')
  await room.typing('quant')
  await room.stopButton.click()
  await room.status('cancelled')
  ran.push(await room.shown())
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const [whole, harbour, stopped] = [0, 1, 2].map((at) => (): SessionState => {
  const state = ran[at]
  if (state === undefined) throw new Error(`no session ${at} ran`)
  return state
}) as [() => SessionState, () => SessionState, () => SessionState]

describe('the sessions view', () => {
  it('finds sessions by subject, stance and end, the newest first', async () => {
    await sessions.show()
    const all = [stopped().session, harbour().session, whole().session]
    expect(await sessions.list(3)).toEqual(all)
    await sessions.field('search').fill('HARB')
    expect(await sessions.list(1)).toEqual([harbour().session])
    await sessions.field('search').fill('')
    await sessions.list(3)
    await sessions.field('end').selectOption('cancelled')
    expect(await sessions.list(1)).toEqual([stopped().session])
    await sessions.field('end').selectOption('')
    await sessions.list(3)
    const stance = whole().summary?.stance ?? 'no-call'
    const alike = ran.filter(({ summary }) => summary?.stance === stance)
    await sessions.field('stance').selectOption(stance)
    expect(await sessions.list(alike.length)).toEqual(alike.map(({ session }) => session).reverse())
    await sessions.view.getByTestId('sessions-clear').click()
    expect(await sessions.list(3)).toEqual(all)
  })

  it('opens one as it was, with nothing run again, and leads back to the room', async () => {
    const events = app.journal.events(whole().session)
    await sessions.open(whole().session)
    await room.status('completed')
    const shown = await room.shown()
    expect(textsOf(shown)).toEqual(textsOf(whole()))
    expect(shown).toEqual(whole())
    await room.summary.waitFor()
    await room.chart.waitFor()
    await room.picture('kept-session')
    expect(await app.liveSessions()).toEqual([])
    expect(app.journal.events(whole().session)).toEqual(events)
    await sessions.backToRoom()
    expect((await room.shown()).session).toBe(stopped().session)
  })

  it('is gone through by the keyboard alone', async () => {
    const { keyboard } = room.page
    await keyboard.press('Control+Shift+h')
    await sessions.list(3)
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    const focused = sessions.row(harbour().session)
    expect(await focused.evaluate((row) => row === document.activeElement)).toBe(true)
    expect(await focused.evaluate((row) => getComputedStyle(row).outlineStyle)).not.toBe('none')
    await keyboard.press('Enter')
    await sessions.keptBanner.waitFor()
    expect((await room.shown()).session).toBe(harbour().session)
    await keyboard.press('Control+Shift+h')
    await sessions.list(3)
    await keyboard.press('Escape')
    await sessions.view.waitFor({ state: 'detached' })
    expect((await room.shown()).session).toBe(harbour().session)
    await sessions.backToRoom()
  })

  it('deletes one, gives it back, and after the next start has let go of it for good', async () => {
    const { keyboard } = room.page
    const own = harbour().inputs[0]?.sha256 ?? ''
    const shared = whole().inputs[0]?.sha256 ?? ''
    await sessions.show()
    await sessions.list(3)
    const undo = room.toasts.getByRole('button', { name: 'Undo' })
    for (const back of [() => keyboard.press('Control+z'), () => undo.click()]) {
      await sessions.row(harbour().session).getByRole('checkbox').click()
      await keyboard.press('Delete')
      expect(await sessions.list(2)).not.toContain(harbour().session)
      // The row goes at once; it can be had back as soon as the way back is shown.
      await undo.waitFor()
      await back()
      await sessions.list(3)
    }
    expect(app.journal.evidence()).toEqual([own, shared].sort())
    await sessions.open(harbour().session)
    await room.status('completed')
    expect(textsOf(await room.shown())).toEqual(textsOf(harbour()))
    await sessions.backToRoom()
    await sessions.show()
    for (const { session } of [harbour(), stopped()]) {
      await sessions.row(session).getByRole('checkbox').click()
    }
    await sessions.view.getByTestId('sessions-delete').click()
    expect(await sessions.list(1)).toEqual([whole().session])
    await app.close()

    app = await launchRoom({ folder })
    room = await app.firstPage()
    sessions = new SessionsPage(room)
    await sessions.show()
    expect(await sessions.list(1)).toEqual([whole().session])
    expect(app.journal.sessions()).toEqual([whole().session])
    // The prices of the one that was stopped are those of the one that is left.
    expect(app.journal.evidence()).toEqual([shared])
  })
})
