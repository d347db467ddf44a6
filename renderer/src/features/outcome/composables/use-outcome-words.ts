import type { CitedValue } from '../../../../../preload/contract/outcome'
import type { OutcomeSentence, OutcomeValue } from '../../../../../preload/contract/outcome-reading'
import type { Formats } from '../../../app/formats'
import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'

const priceDigits = 2

/** With a sign on what is not zero once rounded, as the desk writes it. */
const signed = (text: string, value: number): string => {
  const bare = text.replace(/^[-−]/, '')
  if (!/[1-9]/.test(bare)) return bare
  return `${value < 0 ? '−' : '+'}${bare}`
}

const plain = (value: OutcomeValue, formats: Formats): string => {
  switch (value.as) {
    case 'move':
      return signed(formats.percent(value.value), value.value)
    case 'share':
      return formats.percent(value.value)
    case 'level':
      return formats.percent(value.value, 0)
    case 'price':
      return formats.fixed(value.value, priceDigits)
    case 'count':
      return formats.number(value.value, 0)
    case 'date':
      return formats.date(value.value)
  }
}

export interface OutcomeWords {
  /** A sentence or a title, its citations included. */
  sentence: (sentence: OutcomeSentence) => string
  /** One value with its citation; values that are no facts have none. */
  value: (value: OutcomeValue) => string
  cited: (as: 'move' | 'price', value: CitedValue) => string
}

/** The words of an outcome in the window's language. */
export const useOutcomeWords = (): OutcomeWords => {
  const { t } = useText()
  const formats = useFormats()
  const value: OutcomeWords['value'] = (each) => {
    const text = plain(each, formats.value)
    return each.as === 'date' || typeof each.fact !== 'string' ? text : `${text} [${each.fact}]`
  }
  return {
    value,
    cited: (as, { value: number, fact }) => value({ as, value: number, fact }),
    sentence: ({ key, values }) =>
      t(
        `outcome.${key}`,
        Object.fromEntries(Object.entries(values).map(([name, each]) => [name, value(each)]))
      )
  }
}
