import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BoardList } from '../../../main/board/board-list'
import { asideSuffix } from '../../../main/kernel/kept-json'
import { boardFile } from '../../../main/board/board-file'
import { maximumBoardSubjects } from '../../../preload/contract/board'
import { fileFolder, type FileFolder } from './board-files'

let files: FileFolder
let file = ''
beforeEach(() => {
  files = fileFolder()
  file = join(files.folder, 'board.json')
})
afterEach(() => files.remove())

const at = (name: string): string => resolve('/prices', name)
const many = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, index) => at(`${first + index}.csv`))
const namesOf = (list: BoardList): string[] => list.subjects.map(({ name }) => name)
const idsOf = (names: string[]): string[] => names.map((name) => boardFile(at(name)).id)

describe('the list of subjects', () => {
  it('is there again after a restart, in its order and under the same ids', async () => {
    const list = await BoardList.open(file)
    await list.add([at('b.csv'), at('a.csv')])
    const again = await BoardList.open(file)
    expect(again.subjects).toEqual(list.subjects)
    expect(namesOf(again)).toEqual(['b.csv', 'a.csv'])
  })

  it('is empty where there is no file, and none is written for that', async () => {
    expect((await BoardList.open(file)).subjects).toEqual([])
    expect(readdirSync(files.folder)).toEqual([])
  })

  it('has a path once, and two files of one name as two', async () => {
    const list = await BoardList.open(null)
    expect(await list.add([at('a.csv'), at('a.csv')])).toEqual(idsOf(['a.csv']))
    expect(await list.add([at('a.csv'), resolve('/other/a.csv')])).toHaveLength(1)
    expect(namesOf(list)).toEqual(['a.csv', 'a.csv'])
    expect(new Set(list.subjects.map(({ id }) => id)).size).toBe(2)
  })

  it('tells the page ids and names, and no path', async () => {
    const list = await BoardList.open(null)
    await list.add([at('a.csv')])
    expect(JSON.stringify(list.subjects)).not.toContain('prices')
  })

  it('takes removed subjects back in their former places', async () => {
    const list = await BoardList.open(file)
    await list.add(['a', 'b', 'c', 'd'].map(at))
    await list.remove(idsOf(['b', 'd']))
    expect(namesOf(list)).toEqual(['a', 'c'])
    await list.add([at('e')])
    await list.restore(idsOf(['d', 'b']))
    expect(namesOf(list)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect((await BoardList.open(file)).subjects).toEqual(list.subjects)
  })

  it('puts a removed subject that is added again behind the others, and once', async () => {
    const list = await BoardList.open(null)
    await list.add(['a', 'b'].map(at))
    await list.remove(idsOf(['a']))
    expect(await list.add([at('a')])).toEqual(idsOf(['a']))
    await list.restore(idsOf(['a']))
    expect(namesOf(list)).toEqual(['b', 'a'])
  })

  it('passes over ids that it does not know', async () => {
    const list = await BoardList.open(null)
    await list.add([at('a')])
    await list.remove(['nobody'])
    await list.restore(['nobody'])
    expect(namesOf(list)).toEqual(['a'])
  })

  it('refuses more than it follows, naming the limit, and is as it was', async () => {
    const list = await BoardList.open(file)
    await list.add(many(maximumBoardSubjects))
    const before = readFileSync(file, 'utf8')
    await expect(list.add([at('more.csv')])).rejects.toMatchObject({
      code: 'board.full',
      parameters: { limit: maximumBoardSubjects, subjects: maximumBoardSubjects + 1 }
    })
    expect(list.subjects).toHaveLength(maximumBoardSubjects)
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('refuses to take back more than it follows', async () => {
    const list = await BoardList.open(null)
    await list.add(many(maximumBoardSubjects))
    await list.remove(idsOf(['0.csv']))
    await list.add([at('other.csv')])
    await expect(list.restore(idsOf(['0.csv']))).rejects.toMatchObject({ code: 'board.full' })
    expect(namesOf(list)).not.toContain('0.csv')
  })

  it('writes changes in the order in which they were made', async () => {
    const list = await BoardList.open(file)
    await Promise.all(many(12).map((path) => list.add([path])))
    expect((await BoardList.open(file)).subjects).toEqual(list.subjects)
    expect(readdirSync(files.folder)).toEqual(['board.json'])
  })

  it('says with a code that it cannot be written', async () => {
    writeFileSync(join(files.folder, 'taken'), '')
    const list = await BoardList.open(null)
    await list.add([at('a')])
    const blocked = new BoardList(join(files.folder, 'taken', 'board.json'), [])
    await expect(blocked.add([at('a')])).rejects.toMatchObject({ code: 'storage.io' })
  })
})

describe('a kept list', () => {
  it.each([
    ['half a file', '{"version":1,"pa'],
    ['another shape', '{"version":1,"paths":[1]}'],
    ['a path that depends on where one stands', '{"version":1,"paths":["a.csv"]}'],
    ['a newer version', '{"version":2,"paths":[]}'],
    ['too many', JSON.stringify({ version: 1, paths: many(maximumBoardSubjects + 1) })]
  ])('of %s gives way to an empty one, and is kept aside', async (_name, text) => {
    writeFileSync(file, text)
    expect((await BoardList.open(file)).subjects).toEqual([])
    expect(readFileSync(`${file}${asideSuffix}`, 'utf8')).toBe(text)
  })
})
