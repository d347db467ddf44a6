import type { Fact, FactSource } from '../../preload/contract/facts'
import type { Words } from './words'

/** As much of a sha256 as a reader compares by eye. */
const shownHashCharacters = 12

const shortHash = (sha256: string): string => sha256.slice(0, shownHashCharacters)

/** A fact's value as a reader of this language writes it; every decimal that could matter stays. */
export const factValue = (words: Words, { value, unit }: Fact): string => {
  if (typeof value === 'string') return value
  switch (unit) {
    case 'price':
      return words.number(value, 4, 2)
    case 'ratio':
      return words.percent(value, 2)
    case 'score':
      return words.number(value, 2)
    case 'number':
      return words.number(value, 4)
    case 'bars':
      return words.text('report.unitOf.bars', { value: words.number(value, 0) })
    case 'volume':
    case 'count':
      return words.number(value, 0)
    case 'date':
    case 'text':
      return String(value)
  }
}

/** Where a fact comes from, in words. */
export const factSource = (words: Words, source: FactSource): string => {
  const key = `report.source_${source.kind}`
  switch (source.kind) {
    case 'price-rows': {
      const bars = words.number(source.bars, 0)
      return words.text(key, { ...source, bars, sha256: shortHash(source.sha256) })
    }
    case 'text-lines': {
      const line = words.text(key, { ...source, sha256: shortHash(source.sha256) })
      return source.url === undefined ? line : `${line}, ${source.url}`
    }
    case 'page':
    case 'fundamentals':
      return words.text(key, { ...source, sha256: shortHash(source.sha256) })
    case 'url':
      return words.text(key, { ...source })
    case 'mandate':
      return words.text(key)
    case 'derived':
      return words.text(key, { inputs: words.list(source.inputs) })
  }
}
