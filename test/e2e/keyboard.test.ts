import { afterEach, describe, expect, it } from 'vitest'
import { launchRoom, type RoomApp } from '../support/e2e-app'
import type { RoomPage } from '../support/e2e-page'

let app: RoomApp
afterEach(() => app.close())

const maximumSteps = 150

/** Presses Tab until the focus is on what `selector` names, as somebody without a mouse does. */
const tabTo = async (room: RoomPage, selector: string): Promise<void> => {
  for (let step = 0; step < maximumSteps; step += 1) {
    await room.page.keyboard.press('Tab')
    const there = await room.page.evaluate(
      (target) => document.activeElement?.matches(target) ?? false,
      selector
    )
    if (there) return
  }
  throw new Error(`Tab never reaches ${selector}`)
}

/** Whether the element with the focus shows it. */
const focusIsVisible = (room: RoomPage): Promise<boolean> =>
  room.page.evaluate(() => {
    const element = document.activeElement
    if (element === null) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  })

describe('without a mouse', () => {
  it('a session is set up, started, read and stopped, and the focus can always be seen', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 120 } })
    const room = await app.firstPage()
    const { keyboard } = room.page
    await tabTo(room, '[data-testid="subject-input"]')
    expect(await focusIsVisible(room)).toBe(true)
    await keyboard.type('SP500')
    await keyboard.press('Enter')
    await room.page.getByText(/2000/).first().waitFor()
    await tabTo(room, '[data-testid="as-of-input"]')
    expect(await focusIsVisible(room)).toBe(true)
    await tabTo(room, '[data-testid="start-button"]')
    expect(await focusIsVisible(room)).toBe(true)
    await keyboard.press('Space')
    await room.typing('quant')
    await tabTo(room, '[data-role="scout"] [data-testid="role-stop"]')
    expect(await focusIsVisible(room)).toBe(true)
    await keyboard.press('Enter')
    await room.roleStatus('scout', 'cancelled')
    await tabTo(room, '[data-role="quant"] .fact-link')
    expect(await focusIsVisible(room)).toBe(true)
    await keyboard.press('Enter')
    await room.page.getByRole('dialog').waitFor()
    await keyboard.press('Escape')
    await room.page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await app.liveSessions()).toHaveLength(1)
    await keyboard.press('Control+.')
    await room.status('cancelled')
  })

  it('the shortcuts start a session once and stop it, and lead back to the subject', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 120 } })
    const room = await app.firstPage()
    const { keyboard } = room.page
    await keyboard.press('Control+l')
    await keyboard.type('SP500')
    await keyboard.press('Control+Enter')
    await room.typing('quant')
    const session = await room.session()
    expect(await app.liveSessions()).toEqual([session])
    await keyboard.press('Control+l')
    expect(await room.subject.evaluate((field) => field === document.activeElement)).toBe(true)
    await keyboard.press('Control+.')
    await room.status('cancelled')
    expect(await app.liveSessions()).toEqual([])
  })
})
