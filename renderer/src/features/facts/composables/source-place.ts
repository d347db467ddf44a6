import type { FactSource } from '../../../../../preload/contract/facts'
import type { Formats } from '../../../app/formats'
import type { Translate } from '../../../app/use-text'

/** Where in its source a fact stands: rows with their dates, lines, a page, a moment. */
export const sourcePlace = (source: FactSource, formats: Formats, t: Translate): string => {
  switch (source.kind) {
    case 'price-rows':
      return t('fact.rows', {
        bars: formats.number(source.bars, 0),
        from: formats.date(source.from),
        to: formats.date(source.to)
      })
    case 'text-lines':
      return t('fact.lines', { from: source.from, to: source.to })
    case 'fundamentals':
      return t('fact.field', { field: source.field, end: formats.date(source.end) })
    case 'page':
      return t('fact.page', { page: source.page })
    case 'url':
      return formats.date(source.fetchedAt)
    case 'derived':
    case 'mandate':
      return ''
  }
}
