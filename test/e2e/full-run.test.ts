import { afterEach, describe, expect, it } from 'vitest'
import { launchRoom, type RoomApp } from '../support/e2e-app'
import { onlyTerminal, recordedEvents } from '../support/e2e-events'

let app: RoomApp
afterEach(() => app.close())

const stages = ['intake', 'reconnaissance', 'challenge', 'decision', 'execution']
const roles = [
  'scout',
  'intel',
  'quant',
  'historian',
  'bull',
  'bear',
  'risk',
  'strategist',
  'execution'
]

describe('the bundled case', () => {
  it('runs through five stages and nine roles to one summary', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 4_000 } })
    const room = await app.firstPage()
    await room.picture('empty')
    const session = await room.start()
    const file = await app.record(session)
    await room.typing('quant')
    await room.picture('running')
    await room.status('completed')
    await room.summary.waitFor()
    for (const stage of stages) {
      expect(await room.stage(stage).getAttribute('data-status'), stage).toBe('completed')
    }
    for (const role of roles) {
      expect(await room.role(role).getAttribute('data-status'), role).toMatch(/^(ok|abstained)$/)
    }
    expect(await room.summary.textContent()).toContain('2020')
    await room.chart.waitFor()
    await room.picture('finished')
    expect(onlyTerminal(recordedEvents(file)).type).toBe('session.completed')
  })

  it('shows for a citation its value, its source and its formula', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 0 } })
    const room = await app.firstPage()
    await room.start()
    await room.status('completed')
    const link = room.role('quant').getByTestId('fact-link').first()
    const cited = await link.textContent()
    await link.click()
    const popover = room.page.getByRole('dialog')
    await popover.waitFor()
    expect(await popover.textContent()).toContain(cited?.replace(/[[\]]/g, ''))
    await room.picture('citation')
    await room.page.keyboard.press('Escape')
    await popover.waitFor({ state: 'detached' })
  })

  it('speaks Chinese to those who chose it, roles and summary included', async () => {
    app = await launchRoom({ settings: { language: 'zh-TW', paceCharactersPerSecond: 0 } })
    const room = await app.firstPage()
    await room.start()
    await room.status('completed')
    const latin = /[A-Za-z]{4,}/
    const text = (await room.roleText('strategist').textContent()) ?? ''
    expect(text.length).toBeGreaterThan(40)
    expect(text.replace(/\[F\d+\]/g, '')).not.toMatch(latin)
    const everything = (await room.page.locator('.prose').allTextContents()).join('')
    expect(everything, 'markdown that was not read as such').not.toContain('**')
    expect(await room.startButton.textContent()).toMatch(/\p{Script=Han}/u)
    const menu = await app.electron.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map((item) => item.label)
    )
    expect(menu).toEqual(['檔案', '編輯', '戰情室', '檢視', '視窗', '說明'])
    await room.chart.waitFor()
    await room.picture('finished-zh-TW')
  })
})
