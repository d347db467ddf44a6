/** Sessions in a range; null is all of them. */
export const chartRanges = {
  months3: 63,
  months6: 126,
  year1: 252,
  years5: 1_260,
  all: null
} as const
export type ChartRange = keyof typeof chartRanges

export const chartViews = ['price', 'baserate'] as const
export type ChartView = (typeof chartViews)[number]

/** What may be drawn with the prices. */
export const chartParts = ['averages', 'levels', 'triggers', 'range', 'drawdown'] as const
export type ChartPart = (typeof chartParts)[number]

/** How the reader wants the chart. */
export interface ChartChoice {
  view: ChartView
  range: ChartRange
  parts: ChartPart[]
}

export const plainChoice: ChartChoice = {
  view: 'price',
  range: 'year1',
  parts: ['averages', 'levels', 'range']
}

const storageKey = 'war-room.chart'

const isOneOf = <T extends string>(words: readonly T[], value: unknown): value is T =>
  words.includes(value as T)

/** The chart as it was left, kept on this machine only; what of it cannot be used is plain. */
export const rememberedChoice = (): ChartChoice => {
  const choice = { ...plainChoice, parts: [...plainChoice.parts] }
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return choice
    const { view, range, parts } = stored as Partial<Record<keyof ChartChoice, unknown>>
    if (isOneOf(chartViews, view)) choice.view = view
    if (isOneOf(Object.keys(chartRanges) as ChartRange[], range)) choice.range = range
    if (Array.isArray(parts)) choice.parts = chartParts.filter((part) => parts.includes(part))
    return choice
  } catch {
    return choice
  }
}

export const rememberChoice = (choice: ChartChoice): void => {
  try {
    localStorage.setItem(storageKey, JSON.stringify(choice))
  } catch {
    // A full or missing store only costs the convenience.
  }
}
