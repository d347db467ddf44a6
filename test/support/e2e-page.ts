import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import type { SessionState } from '../../preload/contract/session-state'
import type { SessionStatus } from '../../preload/contract/words'

const screensFolder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url))
const stepLimitMs = 20_000
const runLimitMs = 60_000

type ShownStatus = SessionStatus | 'idle'
type BadgeState = 'connecting' | 'connected' | 'reconnecting' | 'error'

/** The page's own stores, where Vue leaves them for its developer tools. */
interface PageHost extends Element {
  __vue_app__: {
    config: { globalProperties: { $pinia: { _s: Map<string, { state: SessionState | null }> } } }
  }
}

/** One room as a person uses it. */
export class RoomPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get subject(): Locator {
    return this.page.getByTestId('subject-input')
  }

  get startButton(): Locator {
    return this.page.getByTestId('start-button')
  }

  get stopButton(): Locator {
    return this.page.getByTestId('stop-button')
  }

  /** Pauses, or goes on with what is paused. */
  get pauseButton(): Locator {
    return this.page.getByTestId('pause-button')
  }

  get summary(): Locator {
    return this.page.getByTestId('summary-card')
  }

  get banner(): Locator {
    return this.page.getByTestId('error-banner')
  }

  /** Hidden while the page is connected. */
  get badge(): Locator {
    return this.page.getByTestId('connection-badge')
  }

  /** Notices and what has ended, one each; without those that are on their way out. */
  get toasts(): Locator {
    return this.page.locator('[data-sonner-toast][data-removed="false"]')
  }

  /** There while the room shows another window's session. */
  get watchBanner(): Locator {
    return this.page.getByTestId('watch-banner')
  }

  /** There once the chart has been drawn. */
  get chart(): Locator {
    return this.page.locator('canvas').first()
  }

  role(id: string): Locator {
    return this.page.locator(`[data-testid="role-panel"][data-role="${id}"]`)
  }

  roleText(id: string): Locator {
    return this.role(id).getByTestId('role-text')
  }

  stage(id: string): Locator {
    return this.page.locator(`[data-testid="stage-card"][data-stage="${id}"]`)
  }

  /** Types a subject and confirms it. */
  async takeUp(subject: string): Promise<void> {
    await this.subject.fill(subject)
    await this.subject.press('Enter')
    await this.page.waitForFunction(
      (element) => element instanceof HTMLButtonElement && !element.disabled,
      await this.startButton.elementHandle(),
      { timeout: stepLimitMs }
    )
  }

  /** Takes up a subject and starts; gives the session's id. */
  async start(subject = 'SP500'): Promise<string> {
    await this.takeUp(subject)
    await this.startButton.click()
    return this.session()
  }

  /** The session of this window, as main knows it. */
  async session(): Promise<string> {
    return vi.waitFor(
      async () => {
        const answer = await this.page.evaluate(() => window.warRoom.invoke('session.current', {}))
        if (!answer.ok || answer.value.session === null)
          throw new Error('the window has no session')
        return answer.value.session
      },
      { timeout: stepLimitMs, interval: 20 }
    )
  }

  async status(status: ShownStatus, timeout = runLimitMs): Promise<void> {
    await this.page
      .locator(`[data-testid="session-status"][data-status="${status}"]`)
      .waitFor({ timeout })
  }

  /** The session as the page has it, before it makes words and colours of it. */
  async shown(): Promise<SessionState> {
    const state = await this.page.evaluate(() => {
      const host = document.querySelector('#app') as PageHost | null
      const stores = host?.__vue_app__.config.globalProperties.$pinia._s
      return stores?.get('session')?.state ?? null
    })
    if (state === null) throw new Error('the page shows no session')
    return state
  }

  async badgeState(state: BadgeState, timeout = stepLimitMs): Promise<void> {
    const badge = `[data-testid="connection-badge"][data-state="${state}"]`
    const shown = state === 'connected' ? `${badge}[hidden]` : `${badge}:visible`
    await this.page.locator(shown).waitFor({ state: 'attached', timeout })
  }

  async roleStatus(role: string, status: string, timeout = runLimitMs): Promise<void> {
    const panel = `[data-testid="role-panel"][data-role="${role}"][data-status="${status}"]`
    await this.page.locator(panel).waitFor({ timeout })
  }

  /** Waits until a role has typed at least `length` characters that can be seen. */
  async typing(role: string, length = 40): Promise<void> {
    const selector = `[data-role="${role}"] [data-testid="role-text"]`
    await this.page.waitForFunction(
      ([target, atLeast]) => (document.querySelector(target)?.textContent ?? '').length >= atLeast,
      [selector, length] as const,
      { timeout: stepLimitMs }
    )
  }

  /** A picture of the page for test-results/screens. */
  async picture(name: string): Promise<void> {
    mkdirSync(screensFolder, { recursive: true })
    await this.page.screenshot({ path: join(screensFolder, `${name}.png`), animations: 'disabled' })
  }
}
