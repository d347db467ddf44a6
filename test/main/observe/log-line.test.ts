import { expect, it } from 'vitest'
import { logLine, maximumFieldCharacters } from '../../../main/observe/log-line'
import { logLevelOf, withoutLogLevel } from '../../../main/observe/log-level'
import { stderrLog } from '../../../main/observe/stderr-log'

const atMs = Date.UTC(2026, 0, 2, 3, 4, 5, 6)

it('is one line of JSON: time, level and event first, then the fields', () => {
  const line = logLine(atMs, 'info', 'role.completed', { role: 'bull', ms: 12, code: null })
  expect(line).toBe(
    '{"time":"2026-01-02T03:04:05.006Z","level":"info","event":"role.completed","role":"bull","ms":12,"code":null}'
  )
})

it('stays one line whatever a field holds, and is cut where one is long', () => {
  const line = logLine(atMs, 'error', 'x', { code: 'a\nb\r\u2028"', long: 'y'.repeat(10_000) })
  expect(line).not.toMatch(/[\n\r]/)
  const read = JSON.parse(line) as Record<string, string>
  expect(read.code).toBe('a\nb\r\u2028"')
  expect(read.long).toHaveLength(maximumFieldCharacters + 1)
})

it('lets no field take the place of time, level or event', () => {
  const line = logLine(atMs, 'info', 'x', { time: 'never', level: 'fatal', event: 'y', ms: 1 })
  expect(JSON.parse(line)).toEqual({
    time: '2026-01-02T03:04:05.006Z',
    level: 'info',
    event: 'x',
    ms: 1
  })
})

it('takes the level from the command line in both ways of writing it, the last one counting', () => {
  const wrong: string[] = []
  const read = (...argv: string[]): string => logLevelOf(argv, (value) => wrong.push(value))
  expect(read('electron', '.')).toBe('info')
  expect(read('electron', '--log-level', 'debug', 'AAPL')).toBe('debug')
  expect(read('electron', '--log-level=warning')).toBe('warning')
  expect(read('--log-level=debug', '--log-level', 'error')).toBe('error')
  expect(wrong).toEqual([])
})

it('keeps the default and says so where the level is none', () => {
  const wrong: string[] = []
  const read = (...argv: string[]): string => logLevelOf(argv, (value) => wrong.push(value))
  for (const argv of [
    ['--log-level=loud'],
    ['--log-level'],
    ['--log-level', '--json'],
    ['--log-level=']
  ]) {
    expect(read(...argv)).toBe('info')
  }
  expect(wrong).toEqual(['loud', '', '', ''])
})

it('leaves of a command line what others read, the value of the switch not taken for a subject', () => {
  expect(withoutLogLevel(['app', '--log-level', 'debug', 'AAPL', '--json'])).toEqual([
    'app',
    'AAPL',
    '--json'
  ])
  expect(withoutLogLevel(['app', '--log-level=debug', 'AAPL'])).toEqual(['app', 'AAPL'])
  expect(withoutLogLevel(['app', '--log-level', '--json'])).toEqual(['app', '--json'])
})

it('writes to stderr from its level on, and never throws', () => {
  const written: string[] = []
  const log = stderrLog('warning', { write: (text) => written.push(text), wallMs: () => atMs })
  log.write('debug', 'a')
  log.write('info', 'b')
  log.write('warning', 'c')
  log.write('error', 'd', { code: 'internal' })
  expect(written.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['c', 'd'])
  expect(written.every((line) => line.endsWith('}\n'))).toBe(true)
  const broken = stderrLog('debug', {
    write: () => {
      throw new Error('EPIPE')
    }
  })
  expect(() => broken.write('error', 'x')).not.toThrow()
})
