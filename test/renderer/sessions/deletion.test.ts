import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toast } from 'vue-sonner'
import { undoDeleteMs } from '../../../preload/contract/limits'
import { errorShape } from '../support/fake-bridge'
import { settle, unmountRoom } from '../support/mount-room'
import { mountSessions, type SessionsPage } from '../support/sessions-page'

let page: SessionsPage
beforeEach(async () => {
  toast.dismiss()
  page = await mountSessions()
  await page.show()
})
afterEach(async () => {
  toast.dismiss()
  await settle(1_000)
  unmountRoom(page)
})

const toasts = (): string =>
  [...document.querySelectorAll('[data-sonner-toast]')].map((each) => each.textContent).join()
const undoButton = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('[data-sonner-toast] [data-action]')
/** Deletes the session with the focus on its row. */
const remove = async (session: string): Promise<void> => {
  page.row(session).click()
  await settle(50)
  await page.key('Delete')
}

describe('deleting kept sessions', () => {
  it('takes them off at once, before main has answered', async () => {
    let answer = (_: { sessions: string[] }): void => undefined
    page.bridge.on('session.delete', () => new Promise((resolve) => (answer = resolve)))
    await remove('done')
    expect(page.rows()).toEqual(['live', 'stopped', 'broken'])
    expect(toasts()).toBe('')
    answer({ sessions: ['done'] })
    await settle()
    expect(page.rows()).toEqual(['live', 'stopped', 'broken'])
    expect(toasts()).toContain('S&P 500 was deleted')
  })

  it('goes on at the next row', async () => {
    await remove('done')
    await settle()
    expect((document.activeElement as HTMLElement).dataset['session']).toBe('stopped')
  })

  it('deletes what is selected with one call, by key or button', async () => {
    page.row('done').click()
    await settle(50)
    await page.key('a', { ctrlKey: true })
    page.one('sessions-delete').click()
    await settle()
    expect(page.bridge.callsOf('session.delete')).toEqual([
      { sessions: ['done', 'stopped', 'broken'] }
    ])
    expect(page.rows()).toEqual(['live'])
    expect(toasts()).toContain('3 sessions were deleted')
    expect(page.one('sessions-delete').hasAttribute('disabled')).toBe(true)
  })

  it('brings them back when main refuses, and tells why', async () => {
    page.bridge.on('session.delete', () => errorShape('storage.read-only', { folder: '/data' }))
    await remove('done')
    await settle()
    expect(page.rows()).toEqual(['live', 'done', 'stopped', 'broken'])
    expect(page.one('error-banner').dataset['code']).toBe('storage.read-only')
    expect(toasts()).toBe('')
  })

  it('brings back those that main left out', async () => {
    page.bridge.on('session.delete', () => ({ sessions: ['stopped'] }))
    page.row('done').click()
    await settle(50)
    await page.key('a', { ctrlKey: true })
    await page.key('Delete')
    await settle()
    expect(page.rows()).toEqual(['live', 'done', 'broken'])
    expect(toasts()).toContain('Copper was deleted')
  })

  it('does not delete what still runs, and says why', async () => {
    await remove('live')
    expect(page.bridge.callsOf('session.delete')).toEqual([])
    expect(page.one('sessions-hint').textContent).toContain('It still runs')
    await page.key('ArrowDown')
    expect(page.one('sessions-hint').textContent).toBe('')
  })
})

describe('undo', () => {
  it('by the toast’s button brings the sessions back', async () => {
    await remove('done')
    await settle()
    undoButton()?.click()
    await settle(1_000)
    expect(page.bridge.callsOf('session.restore')).toEqual([{ sessions: ['done'] }])
    expect(page.rows()).toContain('done')
    expect(toasts()).toContain('The session is back')
  })

  it('by Ctrl+Z takes back the last deletion, once', async () => {
    await remove('done')
    await settle()
    await remove('stopped')
    await settle()
    await page.key('z', { ctrlKey: true })
    await settle()
    await page.key('z', { ctrlKey: true })
    await settle()
    expect(page.bridge.callsOf('session.restore')).toEqual([{ sessions: ['stopped'] }])
    expect(page.rows()).toContain('stopped')
    expect(page.rows()).not.toContain('done')
  })

  it('by Ctrl+Z before main has answered waits for the answer', async () => {
    let answer = (_: { sessions: string[] }): void => undefined
    page.bridge.on('session.delete', () => new Promise((resolve) => (answer = resolve)))
    await remove('done')
    await page.key('z', { ctrlKey: true })
    expect(page.bridge.callsOf('session.restore')).toEqual([])
    answer({ sessions: ['done'] })
    await settle()
    expect(page.bridge.callsOf('session.restore')).toEqual([{ sessions: ['done'] }])
  })

  it('in the search Ctrl+Z is the text’s own', async () => {
    await remove('done')
    await settle()
    page.one('sessions-search').focus()
    await page.key('z', { ctrlKey: true })
    expect(page.bridge.callsOf('session.restore')).toEqual([])
  })

  it('is offered as long as main keeps the sessions, and no longer', async () => {
    await remove('done')
    await settle()
    await settle(undoDeleteMs - 2_000)
    expect(undoButton()).not.toBeNull()
    await settle(3_000)
    expect(undoButton()).toBeNull()
    await page.key('z', { ctrlKey: true })
    expect(page.bridge.callsOf('session.restore')).toEqual([])
  })

  it('works after the view was closed', async () => {
    await remove('done')
    await settle()
    await page.key('Escape')
    undoButton()?.click()
    await settle()
    await page.show()
    expect(page.rows()).toContain('done')
  })

  it('that comes too late is told', async () => {
    await remove('done')
    await settle()
    page.bridge.on('session.restore', () => ({ sessions: [] }))
    undoButton()?.click()
    await settle()
    expect(toasts()).toContain('gone for good')
    expect(page.rows()).not.toContain('done')
  })
})
