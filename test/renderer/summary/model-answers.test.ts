import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import SummaryDock from '../../../renderer/src/features/summary/components/SummaryDock.vue'
import { fixtureSummary } from '../support/fixture-summary'
import { mountPart, type MountedPart } from '../support/mount-part'
import { answered, asked, beginning, continued, ended } from '../support/model-session'
import { settle } from '../support/settle'

let room: MountedPart
beforeEach(async () => {
  room = await mountPart(SummaryDock)
})
afterEach(() => room.unmount())

const finish = async (...events: Parameters<typeof continued>[1]): Promise<void> => {
  const start = beginning()
  const summary = { type: 'summary.completed', data: fixtureSummary('en') } as const
  await room.push([...start, ...continued(start, [...events, summary, ended])])
}
const table = (): HTMLElement | null => document.querySelector('[data-testid="summary-models"]')
const rows = (): string[][] =>
  [...(table()?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim())
  )

const models = [
  asked('bull', { mayKnow: true }),
  answered('bull'),
  asked('bear', { provider: 'own-server', model: 'a|b' }),
  answered('bear', { stance: null, p: null }),
  asked('risk'),
  answered('risk', { status: 'timeout' }),
  asked('scout', { analyst: 'desk', provider: null, model: null }),
  answered('scout', { usage: null })
]

describe('what models said', () => {
  it('stands in a table of its own, role by role, apart from the room’s call', async () => {
    await finish(...models)
    expect(rows()).toEqual([
      ['Bull', 'Anthropic · claude-opus', 'Buy', '61.0%', 'may know what followed'],
      ['Bear', 'own-server · a|b', '–', '–', '']
    ])
    expect(table()?.textContent).toContain('The room’s call is the desk’s')
  })

  it('is not spoken of where the desk answered for all', async () => {
    await finish(...models.slice(-2))
    expect(table()).toBeNull()
  })

  it('is copied with the summary, as a table that no name breaks', async () => {
    const writeText = vi.fn((_text: string) => Promise.resolve())
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    await finish(...models)
    document.querySelector<HTMLElement>('[aria-label="Copy the summary"]')?.click()
    await settle()
    const copied = writeText.mock.calls[0]?.[0] ?? ''
    expect(copied).toContain('## Answers of models')
    expect(copied).toContain(
      '| Bull | Anthropic · claude-opus | Buy | 61.0% | may know what followed |'
    )
    expect(copied).toContain(String.raw`| Bear | own-server · a\|b | – | – |  |`)
  })
})
