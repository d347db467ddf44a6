import { seededRandom } from '../../main/kernel/random'

const text = `The index closed above its two hundred day average for the ninth session in a row, and
volume rose with it. Realised volatility stands near the lower end of its ten year range, so a
position of ordinary size risks less than it did in spring. The bear answers that margins have
thinned for three quarters, that breadth is narrow, and that nobody is paid to wait. Support lies
at the low of last week; a close below it would end the pattern. We would rather be early by a day
than late by a month, and we say what would change our mind before it happens. Drawdowns of this
depth were made good within forty sessions in six cases of eight.`

/** A model's token is a short word with its blank, or a part of a longer word. */
const longestToken = 7

const tokens = text
  .split(/\s+/)
  .flatMap((word) => ` ${word}`.match(new RegExp(`.{1,${longestToken}}`, 'g')) ?? [])

/** Characters of a token in the mean, for a row's note. */
export const meanTokenCharacters = tokens.join('').length / tokens.length

/** An endless stream of tokens of ordinary English; the same for the same seed. */
export const tokenSource = (seed: number): (() => string) => {
  const random = seededRandom(seed)
  let at = Math.floor(random() * tokens.length)
  return () => {
    at = (at + 1) % tokens.length
    return tokens[at] ?? ''
  }
}
