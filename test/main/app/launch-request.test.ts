import { serialize } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Entrances, maximumRoomsFromOutside } from '../../../main/app/entrances'
import { handOver, launchMessage } from '../../../main/app/launch-message'
import { launchRequest, maximumLaunchRooms, roomOfLink } from '../../../main/app/launch-request'
import {
  emptyRoom,
  openingOf,
  openingQuery,
  roomOn,
  type RoomOpening
} from '../../../preload/contract/room-opening'

const workingFolder = '/nowhere'
const request = (...words: string[]): ReturnType<typeof launchRequest> =>
  launchRequest({ argv: ['/usr/bin/war-room', ...words], development: false, workingFolder })
const good = 'war-room://open?subject=2330'
const linked: RoomOpening = { subject: '2330', byLink: true, problem: null }
const refused: RoomOpening = { subject: null, byLink: true, problem: 'launch.bad-link' }

describe('a command line', () => {
  it('opens a room for each subject, file and file address', () => {
    expect(request('SP500', '/data/a.csv', 'file:///data/b%20c.csv').rooms).toEqual(
      ['SP500', '/data/a.csv', '/data/b c.csv'].map(roomOn)
    )
    expect(request().rooms).toEqual([])
  })

  it('opens eight rooms at most, and says in the last that there were more', () => {
    const { rooms } = request(...Array.from({ length: 30 }, (_value, index) => `S${index}`))
    expect(rooms).toHaveLength(maximumLaunchRooms)
    expect(rooms.at(-1)).toEqual({ ...roomOn('S7'), problem: 'launch.too-many-rooms' })
    expect(rooms.slice(0, -1).every(({ problem }) => problem === null)).toBe(true)
  })

  it('with an address of no file here says so in a room', () => {
    expect(request('file://server/a.csv').rooms).toEqual([
      { ...emptyRoom, problem: 'launch.bad-address' }
    ])
  })

  it('takes what stands behind -- for no switch', () => {
    expect(request('--', '--import-providers=/p.json', '-a.csv')).toEqual({
      rooms: [roomOn('--import-providers=/p.json'), roomOn('-a.csv')],
      imports: null
    })
    expect(request('--', good).rooms).toEqual([linked])
  })

  it('with a link holds that link and nothing else that is ours to read', () => {
    expect(request(good)).toEqual({ rooms: [linked], imports: null })
    expect(request('--ozone-platform=x11', '--user-data-dir=/p', good).rooms).toEqual([linked])
    const smuggled = [
      [good, '--import-providers=/p.json'],
      ['--import-providers', '/p.json', good],
      ['--import-providers', good],
      [good, '/etc/passwd'],
      ['SP500', good],
      [good, good],
      [good, 'file:///data/a.csv'],
      ['--', good, '--import-providers=/p.json'],
      ['war-room://open?subject=/etc/passwd'],
      ['war-room://x', '--no-sandbox'],
      [' war-room://open?subject=A'],
      ['"war-room://open?subject=A']
    ]
    for (const words of smuggled) {
      expect(request(...words), words.join(' ')).toEqual({ rooms: [refused], imports: null })
    }
  })

  it('with a link in it imports nothing and opens no path, whatever else it holds', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 20 }),
      fc.constantFrom('--', '--import-providers', '--import-providers=/p.json', '/etc/passwd', '-x')
    )
    const tail = fc.string({ unit: 'binary-ascii', maxLength: 20 })
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 4 }),
        tail,
        fc.array(word, { maxLength: 4 }),
        (before, text, behind) => {
          const { rooms, imports } = request(...before, `war-room:${text}`, ...behind)
          expect(imports).toBeNull()
          expect(rooms).toEqual([refused])
        }
      ),
      { seed: 8, numRuns: 300 }
    )
  })

  it('reaches the program that runs as it was read, and what is none opens an empty room', () => {
    const asked = request('SP500', '台積 電.csv', '--import-providers', '/p.json')
    expect(launchMessage(structuredClone(handOver(asked)))).toEqual(asked)
    const none = { rooms: [], imports: null }
    const wrong = [{ ...asked, more: 1 }, { rooms: [1] }].map((each) =>
      handOver(each as unknown as typeof asked)
    )
    for (const data of [null, 'x', asked, { request: '{' }, { request: 1 }, ...wrong]) {
      expect(launchMessage(data)).toEqual(none)
    }
  })

  it('is handed over without a zero byte, beside which Chromium cuts white space off', () => {
    for (const name of ['p q.csv', '台積 電.csv', '\t台\n積\u2000電 ']) {
      const carried = handOver({ rooms: [roomOn(name)], imports: name })
      expect(serialize(carried)).not.toContain(0)
      expect(launchMessage(carried)).toEqual({ rooms: [roomOn(name)], imports: name })
    }
  })
})

describe('a room’s address', () => {
  it('carries what the room begins with, whatever its name holds', () => {
    const openings: RoomOpening[] = [
      emptyRoom,
      linked,
      refused,
      roomOn('/data/a&link=b#c ?%20.csv'),
      { ...roomOn('S7'), problem: 'launch.too-many-rooms' }
    ]
    for (const opening of openings) {
      const back = openingOf(openingQuery(opening))
      expect(back).toEqual(opening === refused ? { ...refused, byLink: false } : opening)
    }
    expect(openingOf('?problem=<b>')).toEqual(emptyRoom)
  })
})

class FakeWindows {
  readonly opened: RoomOpening[] = []
  focused = 0
  readonly front = { focus: () => void (this.focused += 1) }
  get size(): number {
    return this.opened.length
  }
  open(opening: RoomOpening): void {
    this.opened.push(opening)
  }
}

describe('the entrances', () => {
  it('keep what is asked for before there can be windows, and show a room in any case', () => {
    const windows = new FakeWindows()
    const entrances = new Entrances()
    entrances.ask([roomOn('a')])
    entrances.ask([roomOn('b')])
    entrances.begin(windows, () => undefined)
    entrances.ask([linked])
    expect(windows.opened).toEqual([roomOn('a'), roomOn('b'), linked])
    const alone = new FakeWindows()
    new Entrances().begin(alone, () => undefined)
    expect(alone.opened).toEqual([emptyRoom])
  })

  it('open no more rooms than can be connected, and tell a person of it, but no link', () => {
    const windows = new FakeWindows()
    const entrances = new Entrances()
    let told = 0
    entrances.begin(windows, () => (told += 1))
    for (let count = 0; count < 100; count += 1) {
      entrances.ask([roomOfLink(count % 2 === 0 ? good : 'war-room:')])
    }
    expect(windows.size).toBe(maximumRoomsFromOutside)
    expect([windows.focused, told]).toEqual([100 - maximumRoomsFromOutside + 1, 0])
    entrances.ask([roomOn('a'), roomOn('b')])
    expect([windows.size, told]).toEqual([maximumRoomsFromOutside, 1])
    windows.opened.pop()
    entrances.ask([roomOn('a'), roomOn('b')])
    expect(windows.opened.at(-1)).toEqual(roomOn('a'))
    expect(told).toBe(2)
  })
})
