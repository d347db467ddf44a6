/** What the reader's locale puts between groups of digits and before the fraction. */
const separatorsOf = (locale: string): { group: string; decimal: string } => {
  const sample = 12_345.6
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(sample)
  const find = (type: 'group' | 'decimal', without: string): string =>
    parts.find((part) => part.type === type)?.value ?? without
  return { group: find('group', ','), decimal: find('decimal', '.') }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/**
 * A number as a person types it in the reader's locale, with or without groups of three digits, or
 * null when the text is none or could mean two. Full-width digits count.
 */
export const readNumber = (text: string, locale: string): number | null => {
  const { group, decimal } = separatorsOf(locale)
  const plain = text.normalize('NFKC').trim()
  const groups = `(?:${escaped(group)}|[ '’])`
  const pattern = String.raw`^(\d+|\d{1,3}(?:${groups}\d{3})+)(?:${escaped(decimal)}(\d+))?$`
  const [, whole, fraction = '0'] = new RegExp(pattern).exec(plain) ?? []
  return whole === undefined ? null : Number(`${whole.replaceAll(/\D/g, '')}.${fraction}`)
}
