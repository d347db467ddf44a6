import { afterEach, describe, expect, it } from 'vitest'
import { errorCodes, type ErrorCode } from '../../../preload/contract/errors'
import { languages } from '../../../preload/contract/words'
import { textResources } from '../../../renderer/src/app/text-resources'
import { setLanguage } from '../../../renderer/src/app/use-text'
import { useErrorsStore } from '../../../renderer/src/features/errors/stores/errors-store'
import { errorShape } from '../support/fake-bridge'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'

let room: MountedRoom | null = null
afterEach(() => {
  unmountRoom(room)
  room = null
  setLanguage('en')
})

const codes = Object.values(errorCodes)

const textOf = (language: (typeof languages)[number], code: ErrorCode): string | null => {
  let node: unknown = textResources[language].errors
  for (const part of code.split('.')) node = (node as Record<string, unknown> | undefined)?.[part]
  return typeof node === 'string' ? node : null
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '')

describe('the error banner', () => {
  it.each(languages)(
    'has a text of its own for every code, filled with its parameters, in %s',
    async (language) => {
      room = await mountRoom()
      setLanguage(language)
      const errors = useErrorsStore()
      for (const code of codes) {
        const text = textOf(language, code)
        expect(text, `${language} ${code}`).not.toBeNull()
        const names = placeholders(text ?? '')
        const parameters = Object.fromEntries(names.map((name) => [name, `<${name}>`]))
        errors.report(errorShape(code, parameters))
        await settle(20)
        const shown = room.one('error-banner').textContent
        expect(shown).not.toContain('{{')
        for (const name of names) expect(shown).toContain(`<${name}>`)
        expect(shown.trim()).toBe((text ?? '').replaceAll(/\{\{\s*(\w+)\s*\}\}/g, '<$1>').trim())
      }
    }
  )

  it('is an alert, shows the newest error and goes away when it is dismissed', async () => {
    room = await mountRoom()
    const errors = useErrorsStore()
    errors.report(errorShape('evidence.empty', { file: 'one.csv' }))
    errors.report(errorShape('evidence.empty', { file: 'two.csv' }))
    await settle(20)
    expect(room.all('error-banner')).toHaveLength(1)
    expect(room.one('error-banner').getAttribute('role')).toBe('alert')
    expect(room.one('error-banner').textContent).toContain('two.csv')
    room.one('error-banner').querySelector('button')?.click()
    await settle(20)
    expect(room.all('error-banner')).toHaveLength(0)
  })

  it('a code that no catalogue knows reads as an internal error', async () => {
    room = await mountRoom()
    useErrorsStore().report({ ...errorShape('internal'), code: 'no.such' as ErrorCode })
    await settle(20)
    expect(room.one('error-banner').textContent.trim()).toBe(textOf('en', 'internal'))
  })

  it('a bridge that breaks is told as an internal error, and nothing is thrown', async () => {
    room = await mountRoom()
    room.bridge.on('window.new', () => {
      throw new Error('gone')
    })
    document.querySelector<HTMLElement>('[aria-label="New room"]')?.click()
    await settle()
    expect(room.one('error-banner').dataset['code']).toBe('internal')
  })
})
