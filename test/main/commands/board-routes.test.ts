import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WindowPort } from '../../../main/commands/window-port'
import { fileFolder, pngBytes, type FileFolder } from '../board/board-files'
import { callerOf, codeOf, openRoom, valueOf, type Room } from './route-fixture'

let files: FileFolder
let room: Room
beforeEach(() => {
  files = fileFolder()
  room = openRoom()
})
afterEach(() => files.remove())

const series = (name: string): string => files.series(name, { shape: 'short', seed: 1 })
const namesOf = ({ subjects }: { subjects: { name: string }[] }): string[] =>
  subjects.map(({ name }) => name)

/** A window whose file dialog gives these paths. */
const choosing = (paths: string[]): WindowPort => ({
  close: () => undefined,
  openAnother: () => 'window:2',
  chooseFiles: async () => [],
  chooseForBoard: async () => paths,
  chooseProviders: async () => null,
  saveProviders: async () => null
})

describe('the board', () => {
  it('takes files and folders on, says which are new, and lists them', async () => {
    const path = series('b.csv')
    series('a.csv')
    const first = valueOf(await room.call('board.add', { paths: [path] }))
    const second = valueOf(await room.call('board.add', { paths: [files.folder] }))
    expect(namesOf(second)).toEqual(['b.csv', 'a.csv'])
    expect(second.added).toEqual([second.subjects[1]?.id])
    expect(first.added).toEqual([first.subjects[0]?.id])
    const listed = valueOf(await room.call('board.list', {}))
    expect(listed).toEqual({ subjects: second.subjects, last: null })
  })

  it('says that a folder holds no price file', async () => {
    mkdirSync(join(files.folder, 'empty'))
    const refused = await room.call('board.add', { paths: [join(files.folder, 'empty')] })
    expect(refused).toMatchObject({
      error: { code: 'board.no-files', parameters: { folder: 'empty' } }
    })
  })

  it('adds what the dialog gives, and nothing when it was dismissed or there is no window', async () => {
    const window = choosing([series('a.csv')])
    const caller = { ...callerOf('window:1'), window }
    const chosen = valueOf(await room.call('board.choose', { what: 'files' }, caller))
    expect(chosen.added).toHaveLength(1)
    const dismissed = { ...caller, window: choosing([]) }
    for (const each of [dismissed, callerOf('terminal')]) {
      const answer = valueOf(await room.call('board.choose', { what: 'folder' }, each))
      expect(answer).toEqual({ subjects: chosen.subjects, added: [] })
    }
  })

  it('removes and takes back', async () => {
    const paths = ['a.csv', 'b.csv', 'c.csv'].map(series)
    const { added } = valueOf(await room.call('board.add', { paths }))
    const ids = added.slice(0, 1)
    expect(namesOf(valueOf(await room.call('board.remove', { ids })))).toEqual(['b.csv', 'c.csv'])
    expect(namesOf(valueOf(await room.call('board.restore', { ids })))).toEqual([
      ...['a.csv', 'b.csv', 'c.csv']
    ])
  })

  it('runs every subject once per call, and remembers what came of it', async () => {
    const paths = [series('a.csv'), files.write('picture.csv', pngBytes)]
    await room.call('board.add', { paths })
    const caller = callerOf('window:1')
    const [once, again] = await Promise.all([
      room.call('board.run', { asOf: null }, caller, 'one-key'),
      room.call('board.run', { asOf: null }, caller, 'one-key')
    ])
    const result = valueOf(once)
    expect(valueOf(again)).toBe(result)
    expect(result).toMatchObject({ asOfAsked: null, cancelled: false })
    expect(result.rows.map(({ name, error }) => [name, error?.code ?? null])).toEqual([
      ['a.csv', null],
      ['picture.csv', 'evidence.not-text']
    ])
    expect(valueOf(await room.call('board.list', {})).last).toEqual(result)
  })

  it('says whether there was a run to cancel', async () => {
    expect(valueOf(await room.call('board.cancel', {}))).toEqual({ cancelled: false })
  })

  it('opens a subject as evidence that a room can start on', async () => {
    const { added } = valueOf(await room.call('board.add', { paths: [series('a.csv')] }))
    const opened = valueOf(await room.call('board.open', { id: added[0] ?? '' }))
    expect(opened).toMatchObject({ kind: 'prices', name: 'a.csv', prices: { bars: 70 } })
    expect(await room.evidence.read(opened.sha256)).toMatchObject({ name: 'a.csv' })
  })

  it('opens nothing that is not on it, and no file that cannot be read', async () => {
    const path = files.write('picture.csv', pngBytes)
    const { added } = valueOf(await room.call('board.add', { paths: [path] }))
    const [id = ''] = added
    expect(codeOf(await room.call('board.open', { id }))).toBe('evidence.not-text')
    await room.call('board.remove', { ids: [id] })
    expect(codeOf(await room.call('board.open', { id }))).toBe('board.unknown')
    expect(codeOf(await room.call('board.open', { id: 'nobody' }))).toBe('board.unknown')
  })
})
