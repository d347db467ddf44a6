import type { Locator } from 'playwright'
import type { Hooked, RoomApp } from './e2e-app'
import type { RoomPage } from './e2e-page'

/** The morning board as a person uses it. */
export class BoardPage {
  readonly #app: RoomApp
  readonly #room: RoomPage

  constructor(app: RoomApp, room: RoomPage) {
    this.#app = app
    this.#room = room
  }

  get view(): Locator {
    return this.#room.page.getByTestId('board-view')
  }

  get rows(): Locator {
    return this.view.getByTestId('board-row')
  }

  get progress(): Locator {
    return this.view.getByTestId('board-progress')
  }

  /** The row of a file, by its name. */
  row(name: string): Locator {
    return this.rows.filter({ has: this.#room.page.getByTitle(name, { exact: true }) })
  }

  async show(): Promise<void> {
    await this.#room.page.keyboard.press('Control+Shift+b')
    await this.view.waitFor()
  }

  /** Chooses files in the system's dialog, which a script answers. */
  async choose(files: string[]): Promise<void> {
    await this.#app.electron.evaluate((_electron, chosen) => {
      ;(globalThis as Hooked).warRoomTest.dialogs.files.push(chosen)
    }, files)
    await this.view.getByRole('button', { name: 'Add files' }).click()
  }

  /** Runs the board to its end. */
  async run(): Promise<void> {
    await this.view.getByTestId('board-run').click()
    await this.progress.waitFor({ state: 'detached' })
  }

  sort(column: string): Locator {
    return this.view.getByTestId(`board-sort-${column}`)
  }

  /** Waits until so many rows are there; gives their names from the top. */
  async names(count: number): Promise<string[]> {
    await this.rows.nth(count).waitFor({ state: 'detached' })
    await this.rows.nth(count - 1).waitFor()
    return this.rows
      .locator('.open')
      .evaluateAll((names) => names.map((name) => (name as HTMLElement).title))
  }

  /** The text of a row's cell, counted from the name. */
  async cell(name: string, place: number): Promise<string> {
    return ((await this.row(name).getByRole('gridcell').nth(place).textContent()) ?? '').trim()
  }
}
