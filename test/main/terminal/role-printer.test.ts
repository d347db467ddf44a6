import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../main/kernel/random'
import { PlainScreen } from '../../../main/terminal/plain-screen'
import { RolePrinter } from '../../../main/terminal/role-printer'
import { FakeHost } from './fake-host'

const printer = (...order: string[]) => {
  const host = new FakeHost()
  return { host, roles: new RolePrinter(new PlainScreen(host.stdout), order) }
}

describe('the role printer', () => {
  it('streams the first role and keeps the others until it has ended', () => {
    const { host, roles } = printer('a', 'b')
    roles.start('b', 'B')
    roles.write('b', 'b text\n')
    roles.start('a', 'A')
    roles.write('a', 'a text\n')
    expect(host.printed).toBe('\nA\na text\n')
    roles.end('b', 'b done')
    roles.end('a', 'a done')
    expect(host.printed).toBe('\nA\na text\na done\n\nB\nb text\nb done\n')
  })

  it('prints the same whatever the order in which the roles write', () => {
    const names = ['a', 'b', 'c', 'd']
    const run = (seed: number): string => {
      const { host, roles } = printer(...names)
      const random = seededRandom(seed)
      const steps = names.map((name) => [
        () => roles.start(name, name.toUpperCase()),
        ...[1, 2, 3].map((part) => () => roles.write(name, `${name}${part}\n`)),
        () => roles.end(name, `${name} done`)
      ])
      while (steps.some((each) => each.length > 0)) {
        steps[Math.floor(random() * steps.length)]?.shift()?.()
      }
      return host.printed
    }
    const outcomes = new Set(Array.from({ length: 50 }, (_, seed) => run(seed)))
    expect(outcomes.size).toBe(1)
  })

  it('does not wait for a role that will never start', () => {
    const { host, roles } = printer('a', 'b')
    roles.start('b', 'B')
    roles.write('b', 'text\n')
    roles.close(['a', 'b'])
    expect(host.printed).toBe('\nB\ntext\n')
  })

  it('drops what comes after the end of a role', () => {
    const { host, roles } = printer('a')
    roles.start('a', 'A')
    roles.end('a', 'done')
    roles.write('a', 'late\n')
    roles.end('a', 'again')
    roles.write('unknown', 'text')
    expect(host.printed).toBe('\nA\ndone\n')
  })

  it('shows a second attempt below whoever writes when it begins', () => {
    const { host, roles } = printer('a', 'b', 'c')
    roles.start('a', 'A')
    roles.start('b', 'B')
    roles.write('b', 'b one\n')
    roles.end('a', 'a failed')
    roles.note('a: another')
    roles.start('a', 'A again')
    roles.write('a', 'a text\n')
    roles.write('b', 'b two\n')
    roles.end('a', 'a done')
    roles.end('b', 'b done')
    const [first, ...rest] = ['A\na failed', 'B\nb one\nb two\nb done']
    const again = 'a: another\n\nA again\na text\na done'
    expect(host.printed).toBe(`\n${first}\n\n${rest.join('')}\n${again}\n`)
  })

  it('shows a second attempt below the first', () => {
    const { host, roles } = printer('a', 'b')
    roles.start('a', 'A')
    roles.end('a', 'failed')
    roles.start('a', 'A again')
    roles.write('a', 'text\n')
    roles.end('a', 'done')
    expect(host.printed).toBe('\nA\nfailed\n\nA again\ntext\ndone\n')
  })

  it('keeps a note back until no role is in the middle of its text', () => {
    const { host, roles } = printer('a')
    roles.note('first')
    roles.start('a', 'A')
    roles.write('a', 'half ')
    roles.note('second')
    roles.write('a', 'and half\n')
    roles.end('a', 'done')
    expect(host.printed).toBe('first\n\nA\nhalf and half\ndone\nsecond\n')
  })
})
