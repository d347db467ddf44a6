import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeSimplified, staleFiles } from '../../scripts/locales.mjs'

let project: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'war-room-locales-'))
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'))
  mkdirSync(join(project, 'locales', 'zh-TW'), { recursive: true })
  write('zh-TW/app.json', { menu: { file: '開啟檔案' }, risk: ['停損 {{level}}', '軟體'] })
})

afterEach(() => rmSync(project, { recursive: true, force: true }))

const write = (name: string, value: unknown): void =>
  writeFileSync(join(project, 'locales', name), JSON.stringify(value))

const made = (): unknown =>
  JSON.parse(readFileSync(join(project, 'locales', 'zh-CN', 'app.json'), 'utf8'))

describe('the simplified catalogue', () => {
  it('is made of the traditional one: characters, words and placeholders', () => {
    expect(makeSimplified(project)).toEqual(['app.json'])
    expect(made()).toEqual({ menu: { file: '打开文件' }, risk: ['停损 {{level}}', '软件'] })
    expect(staleFiles(project)).toEqual([])
    expect(makeSimplified(project)).toEqual([])
  })

  it("takes the field's terms and the overrides from their lists", () => {
    write('zh-CN.terms.json', { 停損: '止损' })
    write('zh-CN.overrides.json', { 'app:menu.file': '打开…' })
    makeSimplified(project)
    expect(made()).toEqual({ menu: { file: '打开…' }, risk: ['止损 {{level}}', '软件'] })
  })

  it('keeps rows and columns apart, which the two shores name the other way round', () => {
    write('zh-TW/app.json', { bad: '第 {{row}} 列，{{column}} 欄' })
    write('zh-CN.terms.json', { '{{row}} 列': '{{row}} 行', '{{column}} 欄': '{{column}} 列' })
    makeSimplified(project)
    expect(made()).toEqual({ bad: '第 {{row}} 行，{{column}} 列' })
  })

  it('is called stale when its source changed, and when a file has no source', () => {
    makeSimplified(project)
    write('zh-TW/app.json', { menu: { file: '關閉' } })
    write('zh-CN/gone.json', {})
    expect(staleFiles(project).map(({ name }) => name)).toEqual(['app.json', 'gone.json'])
    makeSimplified(project)
    expect(staleFiles(project)).toEqual([])
  })

  it('refuses an override that names no text', () => {
    write('zh-CN.overrides.json', { 'app:menu.flie': '打开' })
    expect(() => makeSimplified(project)).toThrow(/not there: app:menu\.flie/)
  })
})
