import type { Locator } from 'playwright'
import type { RoomPage } from './e2e-page'

/** The view of kept sessions as a person uses it. */
export class SessionsPage {
  readonly #room: RoomPage

  constructor(room: RoomPage) {
    this.#room = room
  }

  get view(): Locator {
    return this.#room.page.getByTestId('sessions-view')
  }

  get rows(): Locator {
    return this.view.getByTestId('sessions-row')
  }

  get keptBanner(): Locator {
    return this.#room.page.getByTestId('kept-banner')
  }

  row(session: string): Locator {
    return this.view.locator(`[data-testid="sessions-row"][data-session="${session}"]`)
  }

  field(name: 'search' | 'stance' | 'end'): Locator {
    return this.view.getByTestId(`sessions-${name}`)
  }

  async show(): Promise<void> {
    await this.#room.page.getByTestId('sessions-button').click()
    await this.rows.first().waitFor()
  }

  /** Waits until exactly these rows are there; gives them from the top. */
  async list(count: number): Promise<string[]> {
    await this.rows.nth(count).waitFor({ state: 'detached' })
    if (count > 0) await this.rows.nth(count - 1).waitFor()
    return this.rows.evaluateAll((rows) =>
      rows.map((row) => (row as HTMLElement).dataset['session'] ?? '')
    )
  }

  /** Opens a session as it was; the room then says that it is a kept one. */
  async open(session: string): Promise<void> {
    await this.row(session).getByTestId('sessions-open').click()
    await this.keptBanner.waitFor()
  }

  async backToRoom(): Promise<void> {
    await this.#room.page.getByTestId('back-to-room').click()
    await this.keptBanner.waitFor({ state: 'detached' })
  }
}
