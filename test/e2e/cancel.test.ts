import { afterEach, describe, expect, it } from 'vitest'
import type { AnyEnvelope } from '../../preload/contract/events'
import { launchRoom, type Hooked, type RoomApp } from '../support/e2e-app'
import { onlyTerminal, recordedEvents, textOf } from '../support/e2e-events'
import type { RoomPage } from '../support/e2e-page'

/** Slow enough that every role is in the middle of its text. */
const midStream = { paceCharactersPerSecond: 120 }

let app: RoomApp
afterEach(() => app.close())

const startMidStream = async (
  room: RoomPage
): Promise<{ session: string; events: () => AnyEnvelope[] }> => {
  const session = await room.start()
  const file = await app.record(session)
  await room.typing('quant')
  return { session, events: () => recordedEvents(file) }
}

const endOf = (events: AnyEnvelope[]): unknown => {
  const { type, data } = onlyTerminal(events)
  return [type, 'reason' in data ? data.reason : null]
}

/** A role's text as its copy button gives it: what the page has, not what it makes of it. */
const copied = async (room: RoomPage, role: string): Promise<string> => {
  await app.electron.evaluate(({ clipboard }) => clipboard.clear())
  await room.role(role).getByRole('button', { name: /^Copy/ }).click()
  return app.electron.evaluate(async ({ clipboard }) => {
    const read = async (): Promise<string> => clipboard.readText()
    while ((await read()) === '') await new Promise((resolve) => setTimeout(resolve, 10))
    return read()
  })
}

const ended = async (session: string): Promise<void> =>
  app.electron.evaluate(async (_electron, id) => {
    await (globalThis as Hooked).warRoomTest.registry.ended(id)
  }, session)

describe('a session in mid-stream ends with exactly one terminal fact (R6)', () => {
  it('when Stop is pressed', async () => {
    app = await launchRoom({ settings: midStream })
    const room = await app.firstPage()
    const { events } = await startMidStream(room)
    await room.stopButton.click()
    await room.status('cancelled')
    await room.picture('cancelled')
    expect(endOf(events())).toEqual(['session.cancelled', 'user'])
  })

  it('when its window is closed, while that of another window goes on to its summary', async () => {
    app = await launchRoom({ settings: midStream })
    const first = await app.firstPage()
    const { session, events } = await startMidStream(first)
    const second = await app.pageOpenedBy(() =>
      first.page.evaluate(() => window.warRoom.invoke('window.new', {}))
    )
    await second.page.evaluate(() =>
      window.warRoom.invoke('settings.set', { paceCharactersPerSecond: 3_000 })
    )
    await second.start()
    await second.typing('quant')
    // The answer may be lost with the page.
    await first.page
      .evaluate(() => void window.warRoom.invoke('window.close', {}))
      .catch(() => undefined)
    await ended(session)
    expect(endOf(events())).toEqual(['session.cancelled', 'window-closed'])
    await second.status('completed')
    await second.summary.waitFor()
  })

  it('when the only window is closed, which ends the program, with nobody asked', async () => {
    app = await launchRoom({ settings: midStream })
    const room = await app.firstPage()
    const { events } = await startMidStream(room)
    app.look()
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    expect(await app.gone()).toEqual({ code: 0, signal: null })
    expect(endOf(events())).toEqual(['session.cancelled', 'window-closed'])
  })

  it("when its page's process is killed, and the reloaded page shows what was written", async () => {
    app = await launchRoom({ settings: midStream })
    const room = await app.firstPage()
    const { session, events } = await startMidStream(room)
    await app.electron.evaluate(({ webContents }) => {
      ;(globalThis as Hooked).warRoomTest.dialogs.crash = 'reload'
      const [page] = webContents.getAllWebContents().filter((each) => each.getType() === 'window')
      process.kill(page?.getOSProcessId() ?? 0, 'SIGKILL')
    })
    await ended(session)
    expect(endOf(events())).toEqual(['session.cancelled', 'window-closed'])
    const shown = await app.electron.evaluate(async ({ BrowserWindow }) => {
      const read = `document.querySelector('[data-role="quant"] [data-testid="role-text"]')
        ?.textContent ?? ''`
      const [window] = BrowserWindow.getAllWindows()
      for (let look = 0; look < 200; look += 1) {
        const text = await window?.webContents.executeJavaScript(read).catch(() => '')
        if (text !== '') return String(text)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return ''
    })
    expect(shown.length).toBeGreaterThan(0)
    expect(textOf(events(), 'quant').length).toBeGreaterThan(0)
    const asked = await app.electron.evaluate(
      () => (globalThis as Hooked).warRoomTest.dialogs.asked
    )
    expect(asked.map(({ dialog }) => dialog)).toEqual(['pageCrashed'])
  })

  it('when the program is quit, which asks once, and stays when told to', async () => {
    app = await launchRoom({ settings: midStream })
    const room = await app.firstPage()
    const { events } = await startMidStream(room)
    const asked = await app.electron.evaluate(async ({ app: program }) => {
      const { dialogs } = (globalThis as Hooked).warRoomTest
      dialogs.quit = false
      program.quit()
      await new Promise((resolve) => setTimeout(resolve, 200))
      dialogs.quit = true
      return dialogs.asked
    })
    expect(asked).toEqual([{ dialog: 'confirmQuit', detail: 1 }])
    expect(await app.liveSessions()).toHaveLength(1)
    await app.quit()
    expect(await app.gone()).toEqual({ code: 0, signal: null })
    expect(endOf(events())).toEqual(['session.cancelled', 'shutdown'])
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143]
  ] as const)('when the program gets %s, with nobody asked', async (signal, code) => {
    app = await launchRoom({ settings: midStream })
    const room = await app.firstPage()
    const { events } = await startMidStream(room)
    app.look()
    app.signal(signal)
    expect(await app.gone()).toEqual({ code, signal: null })
    expect(endOf(events())).toEqual(['session.cancelled', 'shutdown'])
  })

  it('when a second one is started in its window', async () => {
    app = await launchRoom({ settings: midStream })
    const room = await app.firstPage()
    const { session, events } = await startMidStream(room)
    const started = await room.page.evaluate(async (former) => {
      const { invoke } = window.warRoom
      const origin = { from: 'bundled', id: 'SP500' } as const
      const prices = await invoke('evidence.import', { kind: 'prices', origin })
      if (!prices.ok) return prices
      const subject = { name: 'S&P 500', sha256: prices.value.sha256 }
      const request = {
        subject,
        benchmark: null,
        notes: [],
        fundamentals: null,
        asOf: null,
        prompt: former,
        mandate: null,
        marketContext: ''
      }
      return invoke('session.start', { ...request, mode: 'god', roles: [], language: 'en' })
    }, session)
    expect(started.ok).toBe(true)
    expect(endOf(events())).toEqual(['session.cancelled', 'superseded'])
    expect(await app.liveSessions()).toHaveLength(1)
  })
})

describe('a session in mid-stream goes on', () => {
  it('when its page is loaded again, with the text as if nothing had been', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 1_200 } })
    const room = await app.firstPage()
    const { session, events } = await startMidStream(room)
    await room.page.reload()
    expect(await room.session()).toBe(session)
    await room.typing('quant')
    await room.page.reload()
    await room.status('completed')
    expect(onlyTerminal(events()).type).toBe('session.completed')
    const kept = await app.state(session)
    expect(kept.roles).toHaveLength(9)
    for (const { role, text } of kept.roles) {
      expect(await copied(room, role), role).toBe(text)
    }
  })

  it('when one of its roles is stopped, and the strategist says who is missing', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 400 } })
    const room = await app.firstPage()
    const { events } = await startMidStream(room)
    await room.role('quant').getByTestId('role-stop').click()
    await room.roleStatus('quant', 'cancelled')
    expect(await room.role('historian').getAttribute('data-status')).toBe('running')
    const label = await room.role('quant').getByRole('heading').textContent()
    await room.status('completed')
    expect(onlyTerminal(events()).type).toBe('session.completed')
    expect(await room.roleText('strategist').textContent()).toContain(label)
    expect(await room.summary.textContent()).toContain(label)
    await room.picture('one-role-stopped')
  })
})
