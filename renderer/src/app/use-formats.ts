import { computed, type ComputedRef } from 'vue'
import { formatsFor, type Formats } from './formats'
import { useText } from './use-text'

/** Figures and dates in the reader's locale; follows the language of the window. */
export const useFormats = (): ComputedRef<Formats> => {
  const { language } = useText()
  return computed(() => formatsFor(language.value))
}
