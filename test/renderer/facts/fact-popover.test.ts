import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountRoom, press, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { fixtureFacts } from '../support/fixture-facts'
import { sessionEvents } from '../support/session-events'

let room: MountedRoom
beforeEach(async () => {
  room = await mountRoom()
  await room.start()
  const events = sessionEvents({ facts: fixtureFacts.filter((fact) => fact.id !== 'F19') })
  await room.push(events)
})
afterEach(() => unmountRoom(room))

const open = async (id: string): Promise<HTMLElement> => {
  const link = room.all('fact-link').find((each) => each.dataset['fact'] === id)
  if (link === undefined) throw new Error(`${id} is not cited`)
  link.focus()
  link.click()
  await settle()
  return link
}

describe('a citation', () => {
  it('opens its fact: value, window, source with rows and hash, formula', async () => {
    await open('F10')
    const text = room.one('fact-popover').textContent
    expect(room.one('fact-value').textContent).toBe('23.90%')
    for (const words of ['volatility.ewma', '0.239', '12 Sep 2008', 'sp500.csv', '2,187 rows']) {
      expect(text).toContain(words)
    }
    expect(text).toContain('9f86d081884c')
    expect(text).toContain('EWMA of squared log returns')
  })

  it('opens by Enter and by Space too', async () => {
    const link = room.all('fact-link')[0]
    for (const key of ['Enter', ' ']) {
      press(link ?? document.body, key)
      await settle()
      expect(room.all('fact-popover')).toHaveLength(1)
      press(document.activeElement ?? document.body, 'Escape')
      await settle()
    }
  })

  it('the same citation again closes it', async () => {
    const link = await open('F10')
    link.click()
    await settle()
    expect(room.all('fact-popover')).toHaveLength(0)
  })

  it('Escape closes it and goes back to the citation', async () => {
    const link = await open('F10')
    press(document.activeElement ?? document.body, 'Escape')
    await settle()
    expect(room.all('fact-popover')).toHaveLength(0)
    expect(document.activeElement).toBe(link)
  })

  it('a derived fact leads to its inputs and back', async () => {
    await open('F20')
    const input = [...room.one('fact-popover').querySelectorAll<HTMLElement>('.fact-link')][0]
    input?.click()
    await settle()
    expect(room.one('fact-popover').dataset['fact']).toBe('F1')
    expect(room.one('fact-value').textContent).toBe('1,251.70')
    room.one('fact-popover').querySelector<HTMLElement>('[aria-label="Back to F20"]')?.click()
    await settle()
    expect(room.one('fact-popover').dataset['fact']).toBe('F20')
  })

  it('a fact that the session does not hold is said to be missing', async () => {
    await open('F19')
    expect(room.one('fact-popover').textContent).toContain('not part of the session')
  })

  it('summary citations open the same facts', async () => {
    const link = room.one('summary-card').querySelector<HTMLElement>('[data-fact="F15"]')
    link?.click()
    await settle()
    expect(room.one('fact-value').textContent).toBe('1.52%')
  })
})
