import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { eventKinds } from '../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../preload/contract/events'
import { journalBatchEvents } from '../../preload/contract/limits'
import { launchRoom, makeProfile } from '../support/e2e-app'
import { onlyTerminal, recordedEvents } from '../support/e2e-events'
import { SessionsPage } from '../support/e2e-sessions'
import { runTerminalRoom } from '../support/e2e-terminal'

const folder = makeProfile({ paceCharactersPerSecond: 300 })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const isFact = ({ type }: AnyEnvelope): boolean => eventKinds[type] !== 'delta'

interface Terminal {
  type: string
  error: { code: string }
}

describe('a program that is killed in mid-stream (R4, R5)', () => {
  it('has lost no fact that a page saw, and shows the session as far as it came', async () => {
    const killed = await launchRoom({ folder })
    const before = await killed.firstPage()
    const session = await before.start()
    const file = await killed.record(session)
    await before.typing('quant', 300)
    const seen = await before.shown()
    await killed.kill()
    const published = recordedEvents(file)

    const app = await launchRoom({ folder })
    const room = await app.firstPage()
    const sessions = new SessionsPage(room)
    const kept = app.journal.events(session)
    const end = onlyTerminal(kept)
    expect(end).toMatchObject({
      type: 'session.failed',
      epoch: 2,
      data: { error: { code: 'engine.interrupted' } }
    })
    const written = kept.slice(0, -1)
    expect(written.map(({ seq }) => seq)).toEqual(written.map((_event, index) => index + 1))
    const from = published[0]?.seq ?? 0
    const common = published.filter(({ seq }) => seq <= written.length)
    expect(common).toEqual(written.slice(from - 1, from - 1 + common.length))
    const lost = published.slice(common.length)
    expect(lost.filter(isFact)).toEqual([])
    // What one batch holds may be on its way to the disk while the next one gathers.
    expect(lost.length).toBeLessThanOrEqual(2 * journalBatchEvents)

    await sessions.show()
    expect(await sessions.row(session).getAttribute('data-end')).toBe('failed')
    await sessions.open(session)
    await room.status('failed')
    await room.picture('kept-interrupted')
    const shown = await room.shown()
    expect(shown).toEqual(app.journal.state(session))
    expect(shown.facts).toEqual(seen.facts)
    for (const { role, text } of seen.roles) {
      const now = shown.roles.find((each) => each.role === role)?.text ?? ''
      expect(now.startsWith(text) || text.startsWith(now), role).toBe(true)
    }
    expect(await app.liveSessions()).toEqual([])
    expect(app.journal.events(session)).toEqual(kept)

    const listed = await runTerminalRoom('list', '--data', app.dataFolder, '--json')
    expect(listed).toMatchObject({ code: 0, stderr: '' })
    const [row] = JSON.parse(listed.stdout) as { session: string; terminal: Terminal }[]
    expect(row).toMatchObject({ session, terminal: { error: { code: 'engine.interrupted' } } })
    const json = join(folder, 'shown.json')
    const told = await runTerminalRoom('show', session, '--data', app.dataFolder, '--json', json)
    expect(told).toMatchObject({ code: 0, stderr: '' })
    const { roles, facts } = JSON.parse(readFileSync(json, 'utf8')) as typeof shown
    expect(facts).toEqual(shown.facts)
    expect(roles.map(({ role, text }) => [role, text])).toEqual(
      shown.roles.map(({ role, text }) => [role, text])
    )
    await app.close()
  })
})
