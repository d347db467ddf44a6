import type { BoardRow, BoardSubject } from '../../../../../preload/contract/board'
import type { Stance } from '../../../../../preload/contract/words'
import type { Formats } from '../../../app/formats'
import type { Translate } from '../../../app/use-text'

const kinds = ['buy', 'sell', 'hold', 'noCall', 'failed', 'notRun'] as const
export type SumKind = (typeof kinds)[number]

const kindOf: Record<Stance, SumKind> = {
  'strong-buy': 'buy',
  buy: 'buy',
  hold: 'hold',
  sell: 'sell',
  'strong-sell': 'sell',
  'no-call': 'noCall'
}

export interface SumPart {
  kind: SumKind
  count: number
  text: string
}

/** How many rows are of each kind, strong stances among the others; kinds without a row left out. */
export const boardSum = (
  subjects: readonly BoardSubject[],
  rows: ReadonlyMap<string, BoardRow>,
  formats: Formats,
  t: Translate
): SumPart[] => {
  const counts = new Map<SumKind, number>()
  for (const { id } of subjects) {
    const row = rows.get(id)
    const called = row?.figures ? kindOf[row.figures.stance] : 'failed'
    const kind = row === undefined ? 'notRun' : called
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return kinds.flatMap((kind) => {
    const count = counts.get(kind) ?? 0
    const text = t(`board.sum.${kind}`, { number: formats.number(count, 0) })
    return count === 0 ? [] : [{ kind, count, text }]
  })
}
