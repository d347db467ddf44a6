import { describe, expect, it } from 'vitest'
import { mandateSchema } from '../../../preload/contract/routes.schema'
import { parseRoomArguments } from '../../../main/terminal/room-arguments'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { FakeHost } from './fake-host'
import { fakeParts } from './fake-parts'

const mandateOf = (...argv: string[]) => {
  const room = parseRoomArguments(['SP500', ...argv])
  return room === 'help' ? null : room.mandate
}
const plain = {
  position: null,
  equity: null,
  cost: null,
  riskShare: 0.01,
  longOnly: false,
  lot: 1
}

describe('the mandate of a run', () => {
  it('is none when no option speaks of one', () => {
    expect(mandateOf()).toBeNull()
  })

  it.each([
    [['--mandate', 'flat'], { position: 'flat' }],
    [['--mandate', 'holding'], { position: 'holding' }],
    [['--equity', '250000'], { equity: 250_000 }],
    [['--equity', '1,250,000.5'], { equity: 1_250_000.5 }],
    [['--risk', '2%'], { riskShare: 0.02 }],
    [['--long-only'], { longOnly: true }],
    [['--lots', '1000'], { lot: 1_000 }]
  ])('is made by %j alone, with what every other run has', (argv, change) => {
    expect(mandateOf(...argv)).toEqual({ ...plain, ...change })
  })

  it('takes all of its options together, as the program takes them', () => {
    const argv = ['--mandate', 'holding', '--equity', '1000000', '--cost=98.5', '--risk', '0.5 %']
    const mandate = mandateOf(...argv, '--long-only', '--lots', '100')
    expect(mandate).toEqual({
      position: 'holding',
      equity: 1_000_000,
      cost: 98.5,
      riskShare: 0.005,
      longOnly: true,
      lot: 100
    })
    expect(mandateSchema.parse(mandate)).toEqual(mandate)
  })

  it.each([
    ['1%', 0.01],
    ['0.5 %', 0.005],
    ['0.7%', 0.007],
    ['1％', 0.01],
    ['0.01', 0.01],
    ['.0025', 0.0025],
    ['100%', 1],
    ['0.01%', 0.0001]
  ])('reads a risk of %s exactly', (text, share) => {
    expect(mandateOf('--risk', text)?.riskShare).toBe(share)
  })
})

const wrong: [string, string[], RegExp][] = [
  [
    'a position that is none',
    ['--mandate', 'short'],
    /--mandate is one of flat, holding, not short/
  ],
  ['an equity of nothing', ['--equity', '0'], /--equity is an amount over 0 .*not 0\./],
  ['a negative equity', ['--equity=-5'], /--equity is an amount .*not -5/],
  ['an equity in two readings', ['--equity', '1,5'], /--equity is an amount .*not 1,5/],
  ['an equity with an exponent', ['--equity', '1e6'], /--equity is an amount .*not 1e6/],
  ['an equity beyond all money', ['--equity', `1${'0'.repeat(16)}`], /--equity is an amount/],
  ['a cost that is no number', ['--mandate', 'holding', '--cost', 'x'], /--cost is an amount/],
  ['a cost of nothing held', ['--cost', '100'], /--cost goes with --mandate holding/],
  ['a cost of who is flat', ['--mandate', 'flat', '--cost', '9'], /--cost goes with/],
  ['a risk of nothing', ['--risk', '0%'], /--risk is a share of equity .*not 0%/],
  ['a risk over everything', ['--risk', '101%'], /--risk is a share .*not 101%/],
  ['a risk that could be two things', ['--risk', '1'], /--risk is a share .*not 1\./],
  ['a risk in words', ['--risk', 'one'], /--risk is a share .*not one/],
  ['a risk too small to say', ['--risk', '0.001%'], /--risk is a share/],
  ['a lot of nothing', ['--lots', '0'], /--lots is a whole number from 1 to 1,?000,?000, not 0/],
  ['half a lot', ['--lots', '0.5'], /--lots is a whole number .*not 0\.5/],
  ['a value for --long-only', ['--long-only=yes'], /--long-only takes no value/],
  ['an option without its value', ['--equity'], /--equity needs a value/],
  ['a repeated option', ['--risk', '1%', '--risk', '2%'], /--risk is there twice/]
]

describe('a mandate that cannot be planned for', () => {
  it.each(wrong)('%s ends with 2 and one line that names the option', async (_, argv, line) => {
    const host = new FakeHost()
    expect(await runTerminal(['SP500', ...argv], host, fakeParts())).toBe(2)
    expect(host.complained).toMatch(line)
    expect(host.complained).not.toContain('{{')
    expect(host.complained.match(/\n/g)).toHaveLength(1)
    expect(host.printed).toBe('')
  })

  it.each(['zh-TW', 'zh-CN'])('is told in %s when that was asked for', async (language) => {
    const host = new FakeHost()
    await runTerminal(['SP500', '--lang', language, '--cost', '9'], host, fakeParts())
    expect(host.complained).toMatch(/--cost .*--mandate holding.*\p{Script=Han}/u)
  })
})

it.each(['en', 'zh-TW', 'zh-CN'])('the help tells its options, in %s', async (language) => {
  const host = new FakeHost()
  await runTerminal(['--help', '--lang', language], host, fakeParts())
  for (const option of ['--mandate', '--equity', '--cost', '--risk', '--long-only', '--lots']) {
    expect(host.printed).toMatch(new RegExp(`^  ${option}`, 'm'))
  }
  for (const text of host.printed.split('\n')) expect(text.length).toBeLessThanOrEqual(100)
})
