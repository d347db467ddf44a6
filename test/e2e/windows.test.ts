import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { launchRoom, isRoot, projectFolder, type RoomApp } from '../support/e2e-app'

let app: RoomApp
// A page's own console tells of an upgrade that was refused.
afterEach(() => app.close({ expected: /^WebSocket connection to/ }))

const executable = createRequire(import.meta.url)('electron') as unknown as string

/** Starts the program a second time in the same profile; gives its exit code. */
const startAgain = async (subject: string): Promise<number> => {
  const child = spawn(
    executable,
    [projectFolder, `--user-data-dir=${app.folder}`, ...(isRoot ? ['--no-sandbox'] : []), subject],
    { cwd: app.folder, stdio: 'ignore' }
  )
  const [code] = (await once(child, 'exit')) as [number]
  return code
}

describe('windows', () => {
  it('of a second start open in the program that runs, with the file or link it was given', async () => {
    app = await launchRoom()
    const first = await app.firstPage()
    // A space in a name with Chinese: Chromium cuts into such a text where it carries it as it is.
    const name = '第二 檔.csv'
    const csv = join(app.folder, name)
    const rows = Array.from({ length: 300 }, (_value, index) => {
      const day = new Date(Date.UTC(2023, 0, 2) + index * 86_400_000)
      return [0, 6].includes(day.getUTCDay())
        ? ''
        : `${day.toISOString().slice(0, 10)},${100 + index}\n`
    })
    writeFileSync(csv, `Date,Close\n${rows.join('')}`)
    let code: number | null = null
    const second = await app.pageOpenedBy(async () => {
      code = await startAgain(name)
    })
    expect(code).toBe(0)
    await second.page.waitForFunction(
      ([field, path]) => (field as HTMLInputElement | null)?.value === path,
      [await second.subject.elementHandle(), csv] as const
    )
    expect(await first.subject.inputValue()).toBe('')
    const third = await app.pageOpenedBy(() => startAgain('war-room://open?subject=2330'))
    await third.page.waitForFunction(
      (field) => (field as HTMLInputElement | null)?.value === '2330',
      await third.subject.elementHandle()
    )
    // Filled in and no more: nothing was fetched for it, and no session runs.
    expect(await third.page.getByTestId('error-banner').count()).toBe(0)
    expect(await app.liveSessions()).toEqual([])
    expect(app.electron.windows()).toHaveLength(3)
  })

  it('cannot touch each other: neither session, nor ticket, nor menu', async () => {
    app = await launchRoom({ settings: { paceCharactersPerSecond: 120 } })
    const first = await app.firstPage()
    const session = await first.start()
    await first.typing('quant')
    const second = await app.pageOpenedBy(() =>
      app.electron.evaluate(({ Menu }) =>
        Menu.getApplicationMenu()?.getMenuItemById('new-room')?.click()
      )
    )
    const codes = await second.page.evaluate(async (id) => {
      const { invoke } = window.warRoom
      const answers = await Promise.all([
        invoke('session.cancel', { session: id }),
        invoke('session.cancelRole', { session: id, role: 'quant' }),
        invoke('session.pause', { session: id })
      ])
      return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))
    }, session)
    expect(codes).toEqual(Array.from({ length: 3 }, () => 'session.forbidden'))
    const answered = await second.page.evaluate(async (id) => {
      const ticket = await window.warRoom.invoke('stream.ticket', {})
      if (!ticket.ok) return ticket.error.code
      const socket = new WebSocket(ticket.value.url, [
        'war-room.v1',
        `ticket.${ticket.value.ticket}`
      ])
      return new Promise<string>((resolve) => {
        socket.onclose = ({ code }) => resolve(`closed ${code}`)
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(String(data)) as { t?: string }
          if (frame.t === 'hello') {
            socket.send(JSON.stringify({ t: 'subscribe', session: id, cursor: null }))
          } else resolve(String(data))
        }
      })
    }, session)
    expect(answered).toMatch(/closed 4003|session\.(forbidden|not-found)/)
    const stolen = await first.page.evaluate(() => window.warRoom.invoke('stream.ticket', {}))
    if (!stolen.ok) throw new Error(stolen.error.code)
    const { url, ticket } = stolen.value
    const used = await second.page.evaluate(
      ([address, secret]) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(address, ['war-room.v1', `ticket.${secret}`])
          socket.onopen = () => resolve('open')
          socket.onclose = ({ code }) => resolve(`closed ${code}`)
        }),
      [url, ticket] as const
    )
    expect(used).toBe('closed 1006')
    const refusal = await first.page.evaluate(
      (secret) => window.warRoom.invoke('stream.lastRefusal', { ticket: secret }),
      ticket
    )
    expect(refusal).toMatchObject({ value: { refusal: { code: 'stream.refused' } } })
    expect(await app.liveSessions()).toEqual([session])
    await first.stopButton.click()
    await first.status('cancelled')
  })
})
