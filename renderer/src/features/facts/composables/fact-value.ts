import type { Fact } from '../../../../../preload/contract/facts'
import type { Formats } from '../../../app/formats'
import type { Translate } from '../../../app/use-text'

const scoreDigits = 1
const numberDigits = 3

/** A fact's value as the reader writes it, with its unit. */
export const factValue = (fact: Fact, formats: Formats, t: Translate): string => {
  const { value, unit } = fact
  if (typeof value === 'string') return unit === 'date' ? formats.date(value) : value
  switch (unit) {
    case 'ratio':
      return formats.percent(value, 2)
    case 'price':
      return formats.fixed(value, 2)
    case 'score':
      return formats.fixed(value, scoreDigits)
    case 'bars':
      return t('fact.bars', { count: formats.number(value, 0) })
    case 'volume':
    case 'count':
      return formats.number(value, 0)
    case 'number':
    case 'date':
    case 'text':
      return formats.number(value, numberDigits)
  }
}
