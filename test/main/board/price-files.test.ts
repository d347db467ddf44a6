import { mkdirSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { priceFilesAt } from '../../../main/board/price-files'
import { fileFolder, type FileFolder } from './board-files'

let files: FileFolder
beforeEach(() => {
  files = fileFolder()
})
afterEach(() => files.remove())

const namesOf = (paths: string[]): string[] => paths.map((path) => basename(path))

it('takes a folder as its CSV files by name, and leaves everything else in it', async () => {
  for (const name of ['b.csv', 'a.CSV', 'notes.md', 'c.csv.bak', '臺積電.csv']) {
    files.write(name, '')
  }
  mkdirSync(join(files.folder, 'deeper.csv'))
  const found = await priceFilesAt([files.folder])
  expect(namesOf(found)).toEqual(['a.CSV', 'b.csv', '臺積電.csv'])
})

it('takes a file whatever it is called, and one that is not there: its row will say so', async () => {
  const text = files.write('prices.txt', '')
  const missing = join(files.folder, 'missing.csv')
  expect(await priceFilesAt([missing, text])).toEqual([missing, text])
})

it('keeps the order given and has each path once', async () => {
  const second = files.write('b.csv', '')
  files.write('a.csv', '')
  const found = await priceFilesAt([second, files.folder, second])
  expect(namesOf(found)).toEqual(['b.csv', 'a.csv'])
})

it('follows a link to a file', async () => {
  const real = files.write('real.txt', '')
  symlinkSync(real, join(files.folder, 'link.csv'))
  expect(namesOf(await priceFilesAt([files.folder]))).toEqual(['link.csv'])
})
