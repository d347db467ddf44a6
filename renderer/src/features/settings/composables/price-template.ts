const wanted = '{symbol}'

/** Whether a CSV address can be asked: http or https, with a place for the symbol. */
export const isPriceTemplate = (text: string): boolean => {
  if (!text.includes(wanted)) return false
  const filled = text.replaceAll(/\{(symbol|from|to)\}/g, 'x')
  return URL.canParse(filled) && ['http:', 'https:'].includes(new URL(filled).protocol)
}
