import { logOdds } from '../../../evidence/facts/room-forecast'
import type { FactBook } from '../fact-book'
import { isPrintedZero, rsiMiddle } from '../parameters'
import { intelVoter, voterNames } from '../../../evidence/facts/votes'
import { voteMetrics, votersOf, type VoterRole } from '../scheme/voters'
import type { DeskFinding } from './finding'
import { findingOn } from './finding-list'
import { signOf } from './vote'

/**
 * What an extremity of 1 (a percentile of 0 or 1, a move of a whole year's deviation) is worth
 * beside a vote's |log-odds|: about p = 0.525, the most that states of price have been measured to
 * be worth (docs/desk.md).
 */
const extremityLogOdds = 0.1

type VoteKind = `vote.${VoterRole}`

export type PointKind =
  | VoteKind
  | 'trend'
  | 'slope'
  | 'momentum'
  | 'month'
  | 'quarter'
  | 'week'
  | 'macd'
  | 'drawdown'
  | 'rsi'
  | 'benchmark'

/** A point for (+1) or against (−1), ranked by weight. `finding` says it as part of a sentence. */
export interface Point {
  kind: PointKind
  sign: -1 | 1
  weight: number
  finding: DeskFinding
}

interface Draft {
  kind: PointKind
  sign: -1 | 0 | 1
  /** 0–1 for extremities and distances, |log-odds| for votes. */
  extremity: number
  metrics: string[]
  /** Template of the point where it is not the kind's own. */
  template?: string
}

/** How far a percentile leans to the side of `sign`, 0–1; 0 when it leans the other way. */
const leaning = (share: number | null, sign: number): number =>
  share === null ? 0 : Math.max(0, sign * (2 * share - 1))

/** A return in deviations of a year, at most 1. */
const inYears = (book: FactBook, metric: string): number => {
  const year = book.number('volatility.60d')
  const value = book.number(metric)
  if (year === null || value === null || year === 0) return 0
  return Math.min(1, Math.abs(value) / year)
}

const voteDrafts = (book: FactBook): Draft[] =>
  votersOf(book).flatMap((role): Draft[] => {
    const metrics = voteMetrics(role)
    const p = book.number(metrics.p)
    if (p === null) return []
    const extremity = Math.abs(logOdds(p)) / extremityLogOdds
    const said = [metrics.p, metrics.windows]
    return [{ kind: `vote.${role}`, sign: signOf(p - 0.5), extremity, metrics: said }]
  })

/** The sign of a ratio; a value that prints as zero is no point. */
const signOfRatio = (book: FactBook, metric: string): -1 | 0 | 1 =>
  isPrintedZero(book.number(metric) ?? 0) ? 0 : book.side(metric)

const returnDraft = (book: FactBook, kind: PointKind, metric: string): Draft => ({
  kind,
  sign: signOfRatio(book, metric),
  extremity: inYears(book, metric),
  metrics: [metric]
})

/** A measure with a percentile: the percentile's lean when it is there, else the size in years. */
const percentileDraft = (
  book: FactBook,
  kind: PointKind,
  [metric, percentile]: [string, string]
): Draft => {
  const sign = signOfRatio(book, metric)
  const share = book.number(percentile)
  const extremity = share === null ? inYears(book, metric) : leaning(share, sign)
  return { kind, sign, extremity, metrics: [metric] }
}

const drawdownDraft = (book: FactBook): Draft => {
  const share = book.number('percentile.drawdown')
  // A share over a half is a deep drawdown: it speaks against.
  const depth = book.number('drawdown.current')
  if (share === null) {
    const extremity = inYears(book, 'drawdown.current')
    const against = depth !== null && depth > 0
    const metrics = ['drawdown.current']
    const template = 'drawdownPlain'
    return { kind: 'drawdown', sign: against ? -1 : 0, extremity, metrics, template }
  }
  const sign = signOf(0.5 - share)
  const metrics = ['drawdown.current', 'percentile.drawdown']
  return { kind: 'drawdown', sign, extremity: Math.abs(2 * share - 1), metrics }
}

const rsiDraft = (book: FactBook): Draft => ({
  kind: 'rsi',
  sign: book.side('rsi.14', rsiMiddle),
  extremity: Math.abs((book.number('rsi.14') ?? rsiMiddle) - rsiMiddle) / rsiMiddle,
  metrics: ['rsi.14']
})

/** The histogram's own size has no scale of its own: it only breaks ties of short-term points. */
const macdDraft = (book: FactBook): Draft => ({
  kind: 'macd',
  sign: book.side('macd.histogram'),
  extremity: 0,
  metrics: ['macd.histogram']
})

const drafts = (book: FactBook): Draft[] => [
  ...voteDrafts(book),
  percentileDraft(book, 'trend', ['distance.sma.200', 'percentile.distance.sma.200']),
  returnDraft(book, 'slope', 'trend.sma200.slope.20d'),
  returnDraft(book, 'momentum', 'momentum.12-1'),
  percentileDraft(book, 'month', ['return.20d', 'percentile.return.20d']),
  returnDraft(book, 'quarter', 'return.60d'),
  drawdownDraft(book),
  rsiDraft(book),
  returnDraft(book, 'week', 'return.5d'),
  macdDraft(book),
  returnDraft(book, 'benchmark', 'excess.252d')
]

const toPoint = (book: FactBook, draft: Draft): Point[] => {
  const { kind, sign, metrics } = draft
  const facts = metrics.flatMap((metric) => book.fact(metric) ?? [])
  if (sign === 0 || facts.length < metrics.length) return []
  const weight = draft.extremity * extremityLogOdds
  const name = draft.template ?? kind.replace('.', '_')
  const rule = `points.${name}.${sign > 0 ? 'for' : 'against'}`
  const finding = findingOn('points', rule, facts, { weight, sign })
  return [{ kind, sign, weight, finding }]
}

/**
 * Every point for and against, heaviest first (equal ones in the order of the list above). Made
 * from the facts alone, so that both sides know both lists before either has spoken.
 */
export const rankPoints = (book: FactBook): Point[] =>
  drafts(book)
    .flatMap((draft) => toPoint(book, draft))
    .sort((a, b) => b.weight - a.weight)

const everyVoter: readonly VoterRole[] = [...voterNames, intelVoter]

/** A vote is answered by a vote: only they speak of the same event. */
const votesBut = (role: VoterRole): VoteKind[] =>
  everyVoter.filter((other) => other !== role).map((other): VoteKind => `vote.${other}`)

/** Which kinds of point speak to the same thing: an answer to one must be one of these. */
const answerKinds: Readonly<Record<PointKind, readonly PointKind[]>> = {
  'vote.quant': votesBut('quant'),
  'vote.historian': votesBut('historian'),
  'vote.scout': votesBut('scout'),
  'vote.risk': votesBut('risk'),
  'vote.intel': votesBut('intel'),
  trend: ['slope', 'quarter', 'month'],
  slope: ['trend', 'quarter', 'month'],
  momentum: ['quarter', 'month', 'benchmark'],
  month: ['quarter', 'momentum', 'week', 'rsi'],
  quarter: ['month', 'momentum', 'slope'],
  week: ['month', 'quarter', 'rsi'],
  macd: ['rsi', 'month', 'week'],
  drawdown: ['momentum', 'quarter', 'month'],
  rsi: ['month', 'quarter', 'macd', 'trend'],
  benchmark: ['momentum', 'quarter', 'month']
}

/** The heaviest point of the other sign that speaks to the same thing; null when none does. */
export const answerTo = (point: Point, points: readonly Point[]): Point | null =>
  points.find(({ kind, sign }) => sign !== point.sign && answerKinds[point.kind].includes(kind)) ??
  null
