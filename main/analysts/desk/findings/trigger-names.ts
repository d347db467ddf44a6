/** Next closes that would cross a line of an indicator, by their names among the facts. */
export const triggerNames = [
  'sma.20',
  'sma.50',
  'sma.200',
  'rsi.30',
  'rsi.50',
  'rsi.70',
  'macd.histogram'
] as const
