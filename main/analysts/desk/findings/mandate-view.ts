import { positions, type Position } from '../../../../preload/contract/mandate'
import type { FactBook } from '../fact-book'
import { phrase, type DeskValue } from './finding'
import { findingOn } from './finding-list'

/** For whom the plans are, as the session's facts tell it. */
export interface MandateView {
  /** Null: for who holds nothing and for who holds the subject. */
  position: Position | null
  longOnly: boolean
  hasEquity: boolean
  hasCost: boolean
  /** Two plans with money in both: what is said twice, or stands with another role, is left out. */
  isLong: boolean
}

export const mandateView = (book: FactBook): MandateView => {
  const text = book.text('mandate.position')
  const position = positions.find((each) => each === text) ?? null
  const hasEquity = book.has('mandate.equity')
  return {
    position,
    longOnly: book.has('mandate.long.only'),
    hasEquity,
    hasCost: book.has('mandate.cost'),
    isLong: position === null && hasEquity
  }
}

/** The share of equity at risk: the analyst's own, else the desk's constant. */
export const riskWords = (book: FactBook): DeskValue => {
  const fact = book.fact('mandate.risk')
  return phrase(
    fact === null
      ? findingOn('size', 'risk.share.usual', [])
      : findingOn('size', 'risk.share.given', [fact])
  )
}
