import type { BoardFigures, BoardTrigger } from '../../preload/contract/board'
import type { Words } from './words'

/** The columns after the name, by their words in `board.json`; numbers stand right. */
export const boardColumns = [
  { key: 'asOf', right: false },
  { key: 'close', right: true },
  { key: 'change', right: true },
  { key: 'z', right: true },
  { key: 'volatility', right: true },
  { key: 'stance', right: false },
  { key: 'p', right: true },
  { key: 'margin', right: true },
  { key: 'trigger', right: false },
  { key: 'flags', right: false }
] as const

const significantFigures = 4
/** Hold a minus and a plus apart at a glance: a sign on every move but none. */
const signed = (value: number, text: string): string =>
  value > 0 && /[1-9]/.test(text) ? `+${text}` : text

/** At least two decimals, and four significant figures under one. */
const priceText = (words: Words, price: number): string => {
  const small = price > 0 && price < 1
  const decimals = small ? significantFigures - 1 - Math.floor(Math.log10(price)) : 2
  return words.number(price, Math.min(10, decimals))
}

const triggerText = (words: Words, { metric, price, sigma }: BoardTrigger): string => {
  const distance = signed(sigma, words.number(sigma, 1))
  return `${words.text(`board:${metric}`)} ${priceText(words, price)} ${distance}σ`
}

const flagText = (words: Words, { metric, blocking }: BoardFigures['flags'][number]): string => {
  const flag = words.text(`board:flag.${metric}`)
  return blocking ? words.text('board:blocking', { flag }) : flag
}

/** A row's cells, in the order of the columns; what the facts do not tell is a dash. */
export const boardCells = (words: Words, figures: BoardFigures): string[] => {
  const { asOf, close, change, z, volatilityPercentile, stance, p, margin } = figures
  const { trigger, flags } = figures
  const known = (value: number | null, text: (value: number) => string): string =>
    value === null ? words.text('list.nothing') : text(value)
  return [
    asOf,
    priceText(words, close),
    known(change, (value) => signed(value, words.percent(value, 1))),
    known(z, (value) => signed(value, words.number(value, 1))),
    known(volatilityPercentile, (value) => words.percent(value, 0)),
    words.text(`stance.${stance}`),
    known(p, (value) => words.percent(value, 1)),
    known(margin, (value) => words.number(value * 100, 1)),
    trigger === null ? words.text('list.nothing') : triggerText(words, trigger),
    words.list(flags.map((flag) => flagText(words, flag)))
  ]
}
