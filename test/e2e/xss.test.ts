import { afterEach, describe, expect, it } from 'vitest'
import { launchRoom, type Hooked, type RoomApp } from '../support/e2e-app'
import { xssPayloads } from '../support/xss-payloads'

let app: RoomApp
/** Complaints that a test brings about itself. */
let expected = /^$/
afterEach(async () => {
  await app.close({ expected })
  expected = /^$/
})

const texts = xssPayloads.map(({ text }) => text)
/** Long enough for a picture that fails to load, an animation to begin, a refresh to come. */
const settleMs = 700
/** Far more panels than a playbook has, but not so many that laying them out takes long. */
const rolesAtOnce = 48
const aloneAtLeast = 150

type Watched = typeof globalThis & { fired: number[]; refused: string[]; __xss: unknown }

/** Counts what runs and what the policy refuses, in every page from now on. */
const watch = (): void => {
  const watched = globalThis as Watched
  watched.fired = []
  watched.refused = []
  watched.__xss = (index: number): unknown => watched.fired.push(index)
  document.addEventListener('securitypolicyviolation', (event) => {
    watched.refused.push(`${event.violatedDirective} ${event.blockedURI}`)
  })
}

/**
 * Starts, in the window that is open, a session whose roles write the attacks, one each, first a
 * part and then the rest; they are also its labels, reasons, messages and summary.
 */
const attackFromMain = (attacks: string[]): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }, payloads) => {
    const { registry } = (globalThis as Hooked).warRoomTest
    const holder = `window:${BrowserWindow.getAllWindows()[0]?.webContents.id}`
    const lanes = payloads.map((payload, index) => ({
      kind: 'role' as const,
      id: `role-${index}`,
      label: payload,
      limitMs: 60_000,
      firstTextLimitMs: null,
      analysts: [
        {
          kind: 'desk' as const,
          provider: payload,
          model: payload,
          answer: async (context: { write(text: string): void }) => {
            const cut = Math.ceil((payload.length * (index % 7)) / 7)
            context.write(payload.slice(0, cut))
            await new Promise((resolve) => setTimeout(resolve, 300))
            context.write(payload.slice(cut))
            const claim = { text: payload, offset: 0, length: payload.length, facts: [payload] }
            return {
              status: 'ok' as const,
              stance: null,
              confidence: null,
              p: null,
              claims: [claim],
              findings: [],
              levels: []
            }
          }
        }
      ] as const
    }))
    const all = payloads.join('\n\n')
    const sections = (['overview', 'technical', 'risk', 'stance'] as const).map((id) => ({
      id,
      title: payloads[0] ?? '',
      text: all
    }))
    const summary = {
      header: all,
      stanceLine: all,
      stance: 'no-call' as const,
      direction: 'neutral' as const,
      p: null,
      confidence: null,
      margin: null,
      event: all,
      sections,
      consensus: { up: 0, down: 0, neutral: 0, abstained: 0 },
      lines: [],
      dissent: all,
      swing: all,
      flipPrices: { up: null, down: null },
      missing: payloads.map((text) => ({ role: null, text })),
      claims: []
    }
    const stages = [{ id: 'one', lanes }]
    registry.start(
      {
        started: {
          appVersion: '',
          playbook: { id: 'x', version: '1', sha256: '' },
          subject: { id: 'x', name: payloads[1] ?? '' },
          inputs: [],
          asOfAsked: null,
          prompt: all.slice(0, 8_000),
          settings: { mode: 'god', roles: [], paceCharactersPerSecond: 0, roleLimitsMs: {} },
          language: 'en',
          seed: 1,
          parent: null,
          stages: stages.map(({ id }) => ({
            id,
            label: payloads[2] ?? '',
            lanes: lanes.map((lane) => ({ id: lane.id, kind: lane.kind, label: lane.label }))
          }))
        },
        stages,
        evidence: {
          prices: { kind: 'prices', name: '', sha256: '', bytes: new Uint8Array() },
          benchmark: null,
          notes: [],
          fundamentals: null,
          asOfAsked: null
        },
        summarizer: { summarize: async () => ({ summary, forecasts: [] }) },
        budget: {
          session: { tokens: null, costUsd: null, seconds: null },
          role: { tokens: null, costUsd: null, seconds: null }
        }
      },
      holder
    )
  }, attacks)

const sessionOf = async (): Promise<string | null> => {
  const answer = await window.warRoom.invoke('session.current', {})
  return answer.ok ? answer.value.session : null
}

const sessionChanged = async (before: string | null): Promise<boolean> => {
  const answer = await window.warRoom.invoke('session.current', {})
  return answer.ok && answer.value.session !== before
}

/** What waits for a hand gets one, on everything that a text has become. */
const touchEverything = (): void => {
  for (const element of document.querySelectorAll('.prose *, [data-testid="summary-card"] *')) {
    for (const type of ['mouseover', 'click', 'focus', 'animationstart']) {
      element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }))
    }
  }
}

const whatHappened = (): { fired: number[]; refused: string[] } => {
  const { fired, refused } = globalThis as Watched
  return { fired, refused }
}

describe('text that attacks the page (R20)', () => {
  it('runs nothing, asks for nothing and goes nowhere, in any place where text is shown', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 0 } })
    const room = await app.firstPage()
    const address = room.page.url()
    await room.page.context().addInitScript(watch)
    const requests: string[] = []
    room.page.on('request', (request) => requests.push(request.url()))
    for (let from = 0; from < texts.length; from += rolesAtOnce) {
      const attacks = texts.slice(from, from + rolesAtOnce)
      const before = await room.page.evaluate(sessionOf)
      await attackFromMain(attacks)
      await room.page.waitForFunction(sessionChanged, before)
      await room.page.reload()
      await room.status('completed')
      await room.summary.waitFor()
      const shown = await room.page.getByTestId('role-text').allTextContents()
      expect(shown).toHaveLength(attacks.length)
      expect(shown.every((text) => text.trim() !== '')).toBe(true)
      await room.page.evaluate(touchEverything)
      await room.page.waitForTimeout(settleMs)
      expect(await room.page.evaluate(whatHappened)).toEqual({ fired: [], refused: [] })
    }
    expect(requests.filter((url) => !url.startsWith('app://war-room/'))).toEqual([])
    expect(room.page.url()).toBe(address)
    expect(app.electron.windows()).toHaveLength(1)
    await room.picture('attacked')
  })

  it('does no more when it is pasted as a note and quoted by the desk', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 0 } })
    const room = await app.firstPage()
    await room.page.evaluate(watch)
    const note = texts.map((text) => `2019-06-03 ${text.replaceAll('\n', ' ')}`).join('\n')
    await room.page.getByRole('button', { name: 'Paste' }).click()
    await room.page.getByRole('dialog').locator('textarea').fill(note)
    await room.page.getByRole('dialog').locator('button').last().click()
    await room.start()
    await room.status('completed')
    await room.summary.waitFor()
    expect(await room.roleText('intel').textContent()).toContain('xss(238)')
    await room.page.evaluate(touchEverything)
    await room.page.waitForTimeout(settleMs)
    expect(await room.page.evaluate(whatHappened)).toEqual({ fired: [], refused: [] })
  })

  it('runs in great number where the sanitiser and the policy are off', async () => {
    expected = /javascript/
    app = await launchRoom()
    await app.firstPage()
    const fired = await app.electron.evaluate(
      async ({ BrowserWindow, session }, [payloads, wait]) => {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { session: session.fromPartition('no-guard'), sandbox: true }
        })
        const { webContents: contents } = window
        for (const name of ['will-navigate', 'will-frame-navigate'] as const) {
          contents.removeAllListeners(name)
        }
        await contents.loadURL('about:blank')
        const code = `(async () => {
          const fired = new Set()
          window.__xss = (index) => fired.add(index)
          for (const payload of ${JSON.stringify(payloads)}) {
            document.body.append(Object.assign(document.createElement('div'), { innerHTML: payload }))
          }
          await new Promise((resolve) => setTimeout(resolve, ${wait}))
          return [...fired]
        })()`
        const result = (await contents.executeJavaScript(code)) as number[]
        window.destroy()
        return result
      },
      [texts, settleMs] as const
    )
    expect(fired.length).toBeGreaterThanOrEqual(aloneAtLeast)
    const claimed = xssPayloads.flatMap(({ firesAlone }, index) => (firesAlone ? [index] : []))
    const silent = claimed.filter((index) => !fired.includes(index))
    expect(silent.length / claimed.length).toBeLessThan(0.25)
  })

  it('stops at the policy where only the sanitiser is off', async () => {
    expected = /requires 'Trusted(HTML|Script)' assignment/
    app = await launchRoom()
    const room = await app.firstPage()
    await room.page.evaluate(watch)
    const { fired, thrown, refused } = await room.page.evaluate((payloads) => {
      const throws = (action: () => void): boolean => {
        try {
          action()
          return false
        } catch {
          return true
        }
      }
      const element = document.createElement('img')
      const inserted = payloads.filter((payload) => throws(() => (element.innerHTML = payload)))
      const handler = throws(() => element.setAttribute('onerror', 'top.__xss(0)'))
      const watched = globalThis as Watched
      return {
        fired: watched.fired,
        thrown: inserted.length + Number(handler),
        refused: watched.refused
      }
    }, texts)
    expect(fired).toEqual([])
    expect(thrown).toBe(texts.length + 1)
    expect(refused.every((refusal) => refusal.startsWith('require-trusted-types-for'))).toBe(true)
  })
})
