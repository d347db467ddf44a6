import type { ErrorShape } from '../../../../../preload/contract/errors'

/** The field that main found something wrong in: the last part of `profile.baseUrl`; null for none. */
export const refusedField = (error: ErrorShape | null): string | null => {
  if (error?.code !== 'input.invalid') return null
  return (
    String(error.parameters?.['field'] ?? '')
      .split('.')
      .at(-1) ?? null
  )
}
