import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SessionRequest } from '../../../preload/contract/routes'
import {
  isDay,
  originOf
} from '../../../renderer/src/features/command-panel/composables/subject-text'
import { errorShape, importedPrices } from '../support/fake-bridge'
import {
  mountRoom,
  press,
  settle,
  type,
  unmountRoom,
  type MountedRoom
} from '../support/mount-room'

let room: MountedRoom
beforeEach(async () => {
  room = await mountRoom()
})
afterEach(() => unmountRoom(room))

const subject = (): HTMLInputElement => room.one('subject-input') as HTMLInputElement
const requests = (): SessionRequest[] => room.bridge.callsOf('session.start') as SessionRequest[]
const confirm = async (text: string): Promise<void> => {
  type(subject(), text)
  press(subject(), 'Enter')
  await settle()
}
const button = (label: string): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>('button, [role="switch"], input')].find(
    (each) =>
      each.getAttribute('aria-label') === label ||
      each.textContent.trim() === label ||
      each.closest('label')?.textContent.trim() === label
  )
  if (found === undefined) throw new Error(`no control ${label}`)
  return found
}

describe('the subject', () => {
  it('is the bundled case in any letters, or a path, with quotes left out', () => {
    expect(originOf(' sp500 ')).toEqual({ from: 'bundled', id: 'SP500' })
    expect(originOf('"/data/my prices.csv"')).toEqual({
      ...{ from: 'path', path: '/data/my prices.csv' }
    })
  })

  it('is read on Enter and then told with its sessions and dates', async () => {
    await confirm('/data/prices.csv')
    expect(room.bridge.callsOf('evidence.import')).toEqual([
      { kind: 'prices', origin: { from: 'path', path: '/data/prices.csv' } }
    ])
    const panel = document.querySelector('aside')?.textContent ?? ''
    expect(panel).toContain('5,105 sessions · 3 Jan 2000 – 17 Apr 2020')
  })

  it('is read by Start when it was only typed, and not twice when it was read', async () => {
    type(subject(), 'SP500')
    await settle()
    room.one('start-button').click()
    await settle()
    expect(room.bridge.callsOf('evidence.import')).toHaveLength(1)
    expect(requests()[0]?.subject).toEqual({
      ...{ name: importedPrices.name, sha256: importedPrices.sha256 }
    })
  })

  it('that cannot be read is told in the banner, and everything else stays', async () => {
    await confirm('SP500')
    const parameters = { file: 'bad.csv', row: 12, column: 'Close', value: '1..2' }
    room.bridge.on('evidence.import', () => errorShape('evidence.bad-number', parameters))
    await confirm('/data/bad.csv')
    expect(room.one('error-banner').textContent).toContain('bad.csv, row 12, column Close')
    expect(subject().value).toBe('/data/bad.csv')
    expect(document.querySelector('aside')?.textContent).toContain('5,105 sessions')
    expect(room.one('session-status').dataset['status']).toBe('idle')
    button('Dismiss').click()
    await settle()
    expect(room.all('error-banner')).toHaveLength(0)
  })

  it('files that were read before are offered again, newest first', async () => {
    await confirm('/data/one.csv')
    await confirm('/data/two.csv')
    const offers = [...document.querySelectorAll('aside [aria-pressed]')].map(
      (each) => each.getAttribute('title') ?? ''
    )
    expect(offers.slice(1)).toEqual(['/data/two.csv', '/data/one.csv'])
  })

  it('Enter that ends the choice of a Chinese character reads nothing', async () => {
    type(subject(), '台積電')
    press(subject(), 'Enter', { isComposing: true })
    await settle()
    expect(room.bridge.callsOf('evidence.import')).toHaveLength(0)
  })
})

describe('the request', () => {
  it('holds the day, the question, the notes and the benchmark', async () => {
    await confirm('SP500')
    type(room.one('as-of-input'), '2008-09-14')
    type(room.one('prompt-input'), '  hedge or hold?  ')
    room.bridge.on('evidence.choose', ({ kind }) => [
      { kind, name: `${kind}.csv`, sha256: `sha-${kind}`, bytes: 1, prices: null }
    ])
    button('Add files').click()
    button('Choose file').click()
    await settle()
    room.one('start-button').click()
    await settle()
    expect(requests()).toEqual([
      {
        subject: { name: 'S&P 500', sha256: importedPrices.sha256 },
        ...{ benchmark: 'sha-benchmark', notes: ['sha-notes'], asOf: '2008-09-14' },
        ...{ mode: 'god', roles: [], prompt: 'hedge or hold?', language: 'en' },
        ...{ fundamentals: null, marketContext: '' },
        // Nothing was set, so the room plans for anyone.
        mandate: null
      }
    ])
  })

  it('names the chosen roles, and none at all cannot start', async () => {
    await confirm('SP500')
    button('Chosen roles').click()
    await settle()
    for (const role of ['Scout', 'Bear']) button(role).click()
    await settle()
    room.one('start-button').click()
    await settle()
    expect(requests()[0]?.mode).toBe('custom')
    expect(requests()[0]?.roles).toEqual([
      ...['intel', 'quant', 'historian', 'bull', 'risk', 'strategist', 'execution']
    ])
  })

  it('with a day that is none cannot be started', async () => {
    await confirm('SP500')
    for (const day of ['2008-13-01', '2008-02-30', '12.9.2008', '2008']) {
      expect(isDay(day)).toBe(false)
      type(room.one('as-of-input'), day)
      await settle()
      expect(room.one('start-button').hasAttribute('disabled')).toBe(true)
      expect(room.one('as-of-input').getAttribute('aria-invalid')).toBe('true')
    }
    type(room.one('as-of-input'), '2008-02-29')
    await settle()
    expect(room.one('start-button').hasAttribute('disabled')).toBe(false)
  })

  it('takes pasted notes as text with a name', async () => {
    button('Paste').click()
    await settle()
    const text = document.querySelector<HTMLTextAreaElement>('#paste-text')
    if (text === null) throw new Error('no text field')
    type(text, '2008-09-12 A bank is looked at.')
    await settle()
    button('Add notes').click()
    await settle()
    expect(room.bridge.callsOf('evidence.import')).toEqual([
      {
        kind: 'notes',
        origin: { from: 'text', name: 'pasted-1.md', text: '2008-09-12 A bank is looked at.' }
      }
    ])
    expect(document.querySelector('aside')?.textContent).toContain('pasted-1.md')
  })
})

describe('files dropped on the window', () => {
  const drop = async (names: string[], target: Element = document.body): Promise<void> => {
    const files = names.map((name) => new File(['Date,Close'], name))
    const event = new Event('drop', { bubbles: true, cancelable: true })
    Object.assign(event, { dataTransfer: { files, types: ['Files'], dropEffect: 'none' } })
    target.dispatchEvent(event)
    // A file's bytes are read off the test's own clock.
    for (let turn = 0; turn < 20; turn += 1) await settle(20)
  }

  it('go by their path: prices, notes, and a benchmark where it was dropped on', async () => {
    for (const name of ['a.csv', 'b.md', 'c.csv']) room.bridge.paths.set(name, `/data/${name}`)
    await drop(['a.csv', 'b.md'])
    const field = document.querySelector('[data-drop="benchmark"]')
    if (field === null) throw new Error('no benchmark field')
    await drop(['c.csv'], field)
    expect(room.bridge.callsOf('evidence.import')).toEqual([
      { kind: 'prices', origin: { from: 'path', path: '/data/a.csv' } },
      { kind: 'notes', origin: { from: 'path', path: '/data/b.md' } },
      { kind: 'benchmark', origin: { from: 'path', path: '/data/c.csv' } }
    ])
    expect(subject().value).toBe('/data/a.csv')
  })

  it('go by their bytes when they have no path', async () => {
    await drop(['mail.csv'])
    const [call] = room.bridge.callsOf('evidence.import') as {
      origin: { name: string; bytes: Uint8Array }
    }[]
    expect(call?.origin.name).toBe('mail.csv')
    expect(new TextDecoder().decode(call?.origin.bytes)).toBe('Date,Close')
  })

  it('show where they may go while they hover, and no longer', async () => {
    const hover = (name: string): void => {
      const event = new Event(name, { bubbles: true, cancelable: true })
      Object.assign(event, { dataTransfer: { files: [], types: ['Files'] } })
      window.dispatchEvent(event)
    }
    hover('dragenter')
    await settle()
    expect(room.all('drop-overlay')).toHaveLength(1)
    hover('dragleave')
    await settle()
    expect(room.all('drop-overlay')).toHaveLength(0)
  })
})
