import type { Fact } from '../../../preload/contract/facts'
import { FactBook } from './fact-book'
import { rankPoints } from './findings/points'
import { deskWriter } from './words/desk-writer'

/** A point for (+1) or against (−1) as part of a sentence, its facts cited. */
export interface RankedPoint {
  sign: -1 | 1
  text: string
}

/** The points that Bull and Bear of the desk argue with, heaviest first, in English. */
export const rankedPoints = (facts: readonly Fact[]): RankedPoint[] => {
  const writer = deskWriter('en')
  return rankPoints(new FactBook(facts)).map(({ sign, finding }) => ({
    sign,
    text: writer.sentence(finding)
  }))
}
