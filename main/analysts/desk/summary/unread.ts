import type { FactBook } from '../fact-book'

export type EvidenceGap = 'notes' | 'benchmark' | 'volume' | 'range' | 'adjusted'

/** Kinds of evidence that this session was given none of. */
export const evidenceGaps = (book: FactBook): EvidenceGap[] => {
  const gaps: [EvidenceGap, boolean][] = [
    ['notes', book.has('note.sentences') || book.has('note.sentence')],
    ['benchmark', book.has('benchmark.close') || book.has('data.benchmark.end')],
    ['volume', book.has('volume.ratio.20d')],
    ['range', !book.has('move.14') && !book.has('plan.close.stop')],
    ['adjusted', book.text('data.return.basis') === 'total']
  ]
  return gaps.flatMap(([gap, there]) => (there ? [] : [gap]))
}
