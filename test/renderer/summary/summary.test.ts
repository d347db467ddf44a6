import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnyEnvelope, SummaryData } from '../../../preload/contract/events'
import type { Mandate } from '../../../preload/contract/mandate'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { fixtureSummary } from '../support/fixture-summary'
import { sessionEvents } from '../support/session-events'

let room: MountedRoom
beforeEach(async () => {
  room = await mountRoom()
  await room.start()
})
afterEach(() => unmountRoom(room))

const finish = async (
  change: Partial<SummaryData> = {},
  mandate: Mandate | null = null
): Promise<void> => {
  const events = sessionEvents().map((event): AnyEnvelope => {
    if (event.type === 'session.started') return { ...event, data: { ...event.data, mandate } }
    if (event.type !== 'summary.completed') return event
    return { ...event, data: { ...event.data, ...change } }
  })
  await room.push(events)
}
const press = async (label: string): Promise<void> => {
  document.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.click()
  await settle()
}
const card = (): HTMLElement => room.one('summary-card')
const shown = (): boolean => card().parentElement?.style.display !== 'none'

describe('the Mission Summary', () => {
  it('opens by itself once it is there, and can be folded, enlarged and opened again', async () => {
    await finish()
    expect(shown()).toBe(true)
    await press('Fold the summary')
    expect(shown()).toBe(false)
    await press('Open the summary')
    await press('Enlarge the summary')
    expect(document.querySelector('main')?.dataset['dock']).toBe('full')
    await press('Shrink the summary')
    expect(document.querySelector('main')?.dataset['dock']).toBe('half')
  })

  it('without a call shows no probability, confidence or margin that nobody has', async () => {
    const none = { stance: 'no-call', p: null, confidence: null, margin: null } as const
    const nothing = { lines: [], missing: [], changes: [], flipPrices: { up: null, down: null } }
    await finish({ ...none, ...nothing })
    const text = card().textContent
    expect(room.one('summary-stance').textContent).toContain('No call')
    for (const words of ['Confidence', 'Margin', 'NaN', 'null', '0.0%']) {
      expect(text).not.toContain(words)
    }
    expect(text).toContain('No line of evidence could be counted.')
    // Prices that nobody has looked for are not said to be out of reach.
    expect(text).not.toContain('What would change it')
    expect(text).toContain('Nothing was missing.')
  })

  it('counts who leans which way', async () => {
    await finish()
    const counts = [...card().querySelectorAll('.counts > div')].map((each) =>
      each.textContent.replaceAll(/\s+/g, ' ').trim()
    )
    expect(counts).toEqual(['Up1', 'Down3', 'Neutral4', 'Abstained1'])
  })

  it('tells each line’s weight by what the room would say without it', async () => {
    await finish()
    const rows = [...card().querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim())
    )
    expect(rows).toEqual([
      ['Quant Lead', '46.0%', '63', 'Hold49.3%'],
      ['Historian', '49.3%', '48', 'Sell46.0%']
    ])
  })

  it('says what each side concedes, what would change the stance, and what nobody read', async () => {
    await finish()
    expect(room.one('summary-concedes').textContent).toContain('every point of Bull has an answer')
    const kinds = [...room.one('summary-changes').querySelectorAll('li')].map(
      (item) => item.dataset['kind']
    )
    expect(kinds).toEqual(['price', 'trigger', 'date', 'evidence'])
    expect(room.one('summary-not-read').querySelectorAll('li')).toHaveLength(2)
    expect(room.one('summary-record').textContent).toContain('Brier 0.254, n = 59')
    expect(room.one('summary-age').textContent).toMatch(/[\d,]+ weekdays? before the run/)
  })

  it('says that there is no record yet', async () => {
    await finish({ record: null })
    expect(room.one('summary-record').textContent).toContain('none yet')
  })

  it('says what is new since the last run, each figure with its fact, and nothing when there was none', async () => {
    await finish({ since: ['The close moved +1.2 % [F1].', 'RSI 46.5 [F7] crossed 50.'] })
    const items = [...room.one('summary-since').querySelectorAll('li')]
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringContaining('The close moved'),
      expect.stringContaining('crossed 50')
    ])
    items[1]?.querySelector<HTMLElement>('[data-fact="F7"]')?.click()
    await settle()
    expect(document.body.textContent).toContain("Wilder's RSI over 14 bars")
  })

  it.each([[[]], [undefined]])('has no word on a last run when there is %o', async (since) => {
    await finish(since === undefined ? {} : { since })
    expect(room.all('summary-since')).toEqual([])
  })

  it('has no word on a mandate where there was none', async () => {
    await finish()
    expect(room.all('summary-mandate')).toEqual([])
  })

  it('says for whom the session planned', async () => {
    const mandate = {
      ...{ position: 'holding' as const, equity: 1_000_000, cost: 1_180 },
      ...{ riskShare: 0.01, longOnly: true, lot: 1_000 }
    }
    await finish({}, mandate)
    expect(room.one('summary-mandate').textContent).toBe(
      'MandateFor who holds it at 1,180; 1% of 1,000,000 at risk; long only; lots of 1,000'
    )
  })

  it('shows a session from before concessions and prices in words', async () => {
    const gone = { concedes: [], changes: [], notRead: [] }
    await finish(gone)
    expect(card().textContent).toContain('What would change it')
    expect(card().textContent).toContain('1,265.40')
    expect(card().querySelector('[data-testid="summary-not-read"]')).toBeNull()
  })

  it('is copied with its citations', async () => {
    const writeText = vi.fn((_text: string) => Promise.resolve())
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    const since = ['The close moved +1.2 % [F1].']
    await finish({ since })
    await press('Copy the summary')
    const copied = writeText.mock.calls[0]?.[0] ?? ''
    const { header, sections, dissent, changes = [], notRead = [] } = fixtureSummary('en')
    const texts = [...sections, ...changes].map(({ text }) => text)
    for (const text of [header, dissent, ...texts, ...notRead, ...since]) {
      expect(copied).toContain(text)
    }
  })
})
