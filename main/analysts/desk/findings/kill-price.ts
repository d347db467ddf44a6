import { intelVoter } from '../../../evidence/facts/votes'
import { stanceOf } from '../scheme/stance'
import { voteMetrics } from '../scheme/voters'
import { term } from './finding'
import { aliasOf, type FindingList } from './finding-list'

/** Which side speaks: +1 for, −1 against. */
export interface Speaker {
  role: 'bull' | 'bear'
  sign: -1 | 1
}

const ranks: Readonly<Record<string, number>> = { sell: -1, hold: 0, buy: 1 }

/**
 * The level that ends the case: the 200-session average when it lies on the far side of the close,
 * else the 60-session closing extreme.
 */
const levelMetric = ({ book }: FindingList, { sign }: Speaker): string => {
  const close = book.number('price.close') ?? 0
  const average = book.number('sma.200')
  if (average !== null && sign * (close - average) > 0) return 'sma.200'
  return sign > 0 ? 'close.low.60d' : 'close.high.60d'
}

/**
 * The next close on the far side from which on every voter together lean further against the case;
 * null when none does, when the passing of the day is enough, or when Intel has a vote as well, which
 * these closes do not count.
 */
const flipMetric = ({ book }: FindingList, { sign }: Speaker): string | null => {
  const metric = sign > 0 ? 'flip.down' : 'flip.up'
  const p = book.number('forecast.room.p')
  if (book.has(voteMetrics(intelVoter).p)) return null
  const after = ranks[book.text(`${metric}.lean`) ?? '']
  if (p === null || after === undefined || book.side(`${metric}.sigma`) === 0) return null
  const now = ranks[stanceOf(p)] ?? 0
  return sign * (after - now) < 0 ? metric : null
}

const sayLevel = (list: FindingList, side: Speaker, metric: string): void => {
  if (metric === 'sma.200') {
    const metrics = ['sma.200', 'price.close', 'distance.sma.200']
    list.add('kill', `${side.role}.kill.average`, metrics)
  } else {
    list.add('kill', `${side.role}.kill.extreme`, [metric, `${metric}.date`, 'price.close'])
  }
}

const sayFlip = (list: FindingList, side: Speaker, metric: string): void => {
  const values = {
    lean: term(`stances.${list.book.text(`${metric}.lean`) ?? 'no-call'}`),
    ...aliasOf(list, 'flip', metric),
    ...aliasOf(list, 'sigma', `${metric}.sigma`)
  }
  const metrics = [metric, `${metric}.sigma`, 'price.close']
  list.add('kill', `${side.role}.kill.flip`, metrics, { values })
}

/** Says the nearer of the level and the flip that end the case; returns its metric. */
export const sayKill = (list: FindingList, side: Speaker): string => {
  const { book } = list
  const level = levelMetric(list, side)
  const flip = flipMetric(list, side)
  const distance = (metric: string): number =>
    Math.abs((book.number(metric) ?? Infinity) - (book.number('price.close') ?? 0))
  if (flip !== null && distance(flip) < distance(level)) {
    sayFlip(list, side, flip)
    return flip
  }
  sayLevel(list, side, level)
  return level
}
