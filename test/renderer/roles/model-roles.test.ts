import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { setLanguage } from '../../../renderer/src/app/use-text'
import RoleGrid from '../../../renderer/src/features/roles/components/RoleGrid.vue'
import SessionBar from '../../../renderer/src/features/session/components/SessionBar.vue'
import { panel, within } from '../support/role-panels'
import { settle } from '../support/settle'
import { mountPart, type MountedPart } from '../support/mount-part'
import {
  answered,
  asked,
  beginning,
  continued,
  network,
  typed,
  usedTokens
} from '../support/model-session'

let room: MountedPart
let told: AnyEnvelope[]
beforeEach(async () => {
  room = await mountPart(SessionBar, RoleGrid)
  told = beginning()
  await room.push(told)
})
afterEach(() => {
  setLanguage('en')
  room.unmount()
})

const tell = async (...events: Parameters<typeof continued>[1]): Promise<void> => {
  const next = continued(told, events)
  told = [...told, ...next]
  await room.push(next)
}

describe('who answered', () => {
  it('is named by provider and model, and the desk by its own name', async () => {
    await tell(asked('bull'), asked('scout', { analyst: 'desk', provider: null, model: null }))
    expect(within('role-by')?.textContent).toBe('Anthropic · claude-opus')
    expect(within('role-by', 'scout')).toBeNull()
    expect(panel('scout').textContent).toContain('Desk')
  })

  it('is told with who failed before and why, in short, for each of them', async () => {
    await tell(
      asked('bull'),
      answered('bull', { status: 'error', reason: network, usage: null }),
      {
        type: 'role.reassigned',
        data: { role: 'bull', from: 'model', to: 'model', provider: 'openai', reason: network.code }
      },
      asked('bull', { attempt: 2, provider: 'openai', model: 'gpt' }),
      answered('bull', {
        ...{ attempt: 2, status: 'timeout', usage: null },
        reason: { code: 'role.timeout', message: '', retryable: true }
      }),
      {
        type: 'role.reassigned',
        data: { role: 'bull', from: 'model', to: 'desk', provider: null, reason: 'role.timeout' }
      },
      asked('bull', { attempt: 3, analyst: 'desk', provider: null, model: null })
    )
    const lines = [...panel().querySelectorAll('[data-testid="role-takeover"]')]
    expect(lines.map((line) => line.textContent)).toEqual([
      'Anthropic could not be reached; OpenAI answers instead.',
      'OpenAI did not begin in time; the desk answers instead.'
    ])
    expect(panel().textContent).toContain('attempt 3')
  })

  it('is not told of a failure that a later attempt of the user’s own left behind', async () => {
    await tell(
      asked('bull'),
      answered('bull', { status: 'error', reason: network }),
      {
        type: 'role.reassigned',
        data: { role: 'bull', from: 'model', to: 'desk', provider: null, reason: network.code }
      },
      asked('bull', { attempt: 2, analyst: 'desk', provider: null, model: null }),
      answered('bull', { attempt: 2, status: 'cancelled' }),
      asked('bull', { attempt: 3 })
    )
    expect(within('role-takeover')).toBeNull()
  })

  it('is marked where it may know what followed, with what that means for its forecast', async () => {
    await tell(asked('bull', { mayKnow: true }))
    expect(within('role-may-know')?.textContent).toContain('may know what followed')
    expect(within('role-may-know')?.title).toContain('neither filed nor scored')
  })
})

describe('reasoning', () => {
  const thought = (text: string, offset = 0) => typed('bull', text, { kind: 'reasoning', offset })
  const toggle = (): HTMLElement | null =>
    within('role-reasoning')?.querySelector<HTMLElement>('button') ?? null
  const shown = (): string | null =>
    within('role-reasoning')?.querySelector('[role="group"]')?.textContent ?? null

  it('is folded, counted by itself, and streams while it is open', async () => {
    await tell(asked('bull'), thought('Weigh the trend.'))
    expect(toggle()?.textContent.trim()).toBe('Reasoning (16 characters)')
    expect(toggle()?.getAttribute('aria-expanded')).toBe('false')
    expect(shown()).toBeNull()
    toggle()?.click()
    await settle()
    expect(shown()).toBe('Weigh the trend.')
    await tell(thought(' Then the base rate.', 16))
    expect(shown()).toBe('Weigh the trend. Then the base rate.')
    toggle()?.click()
    await settle()
    await tell(thought(' Done.', 36))
    toggle()?.click()
    await settle()
    expect(shown()).toBe('Weigh the trend. Then the base rate. Done.')
  })

  it('is no part of the answer, of what is copied, or of the markdown', async () => {
    const writeText = vi.fn(() => Promise.resolve())
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    await tell(asked('bull'), thought('<b>Hidden</b>'), typed('bull', 'Up.'), answered('bull'))
    toggle()?.click()
    panel().querySelector<HTMLElement>('[aria-label^="Copy"]')?.click()
    await settle()
    expect(writeText).toHaveBeenCalledWith('Up.')
    expect(within('role-text')?.textContent).toBe('Up.')
    expect(shown()).toBe('<b>Hidden</b>')
  })

  it('begins anew with another attempt', async () => {
    await tell(asked('bull'), thought('First.'))
    toggle()?.click()
    await settle()
    await tell(
      asked('bull', { attempt: 2 }),
      typed('bull', 'Second thought.', { attempt: 2, kind: 'reasoning' })
    )
    expect(shown()).toBe('Second thought.')
  })
})

describe('tokens and money', () => {
  it('stand at the role and, for all of them, at the session, with what went in and out', async () => {
    await tell(asked('bull'), answered('bull'), asked('scout'), {
      type: 'usage.updated',
      data: { role: 'scout', usage: { ...usedTokens, inputTokens: 800, outputTokens: 0 } }
    })
    expect(within('usage')?.textContent).toContain('1,545 tokens · $0.0022')
    expect(within('usage')?.title).toContain('1,200 tokens in, 345 out')
    const total = document.querySelector('[data-testid="session-usage"]')
    expect(total?.textContent).toContain('2,345 tokens · $0.0043')
  })

  it('are marked where they are estimated, and money is left out where it is not known', async () => {
    await tell(
      asked('bull'),
      answered('bull', { usage: { ...usedTokens, costUsd: null, estimated: true } })
    )
    expect(within('usage')?.textContent).toContain('~1,545 tokens')
    expect(within('usage')?.textContent).not.toContain('$')
    expect(within('usage')?.title).toContain('did not count')
  })

  it('of an attempt that was replaced are still counted', async () => {
    await tell(
      asked('bull'),
      answered('bull', { status: 'error', reason: network }),
      asked('bull', { attempt: 2 }),
      answered('bull', { attempt: 2 })
    )
    expect(within('usage')?.textContent).toContain('3,090 tokens')
  })

  it('are not there for a room of the desk, and follow the language', async () => {
    await tell(asked('scout', { analyst: 'desk', provider: null, model: null }))
    expect(document.querySelector('[data-testid="session-usage"]')).toBeNull()
    await tell(asked('bull'), answered('bull'))
    setLanguage('zh-TW')
    await settle()
    expect(within('usage')?.textContent).toContain('1,545 個 token · US$0.0022')
  })
})

describe('a role that failed', () => {
  it('says why and what to do, keeps its text and shows that it is unfinished', async () => {
    await tell(
      asked('bull'),
      typed('bull', 'The trend is'),
      answered('bull', { status: 'error', reason: network, stance: null, p: null })
    )
    expect(panel().textContent).toContain('Anthropic could not be reached')
    expect(panel().textContent).toContain('Check the address and the network')
    expect(within('role-text')?.textContent).toBe('The trend is')
    expect(within('role-partial')?.textContent).toBe('The text ends here unfinished.')
  })

  it('has nothing unfinished where it said nothing, or all', async () => {
    await tell(asked('bull'), answered('bull', { status: 'error', reason: network }))
    expect(within('role-partial')).toBeNull()
    await tell(asked('scout'), typed('scout', 'Whole.'), answered('scout'))
    expect(within('role-partial', 'scout')).toBeNull()
  })
})
