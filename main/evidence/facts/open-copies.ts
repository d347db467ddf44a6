import type { Bars } from '../bars'

/** Over this share of copied opens nothing may be said of gaps or candle bodies. */
export const copiedLimit = 0.2
const yearMinimum = 20

export interface OpenCopies {
  /** Share of the known opens that equal the close before. */
  share: number
  /** Index of the last bar of the last year in which that share was over the limit; −1: none. */
  until: number
}

interface Count {
  known: number
  copied: number
  last: number
}

/** How many opens are copies of the close before; null when the file has no opens. */
export const openCopies = ({ dates, open, close }: Bars): OpenCopies | null => {
  const years = new Map<string, Count>()
  const all: Count = { known: 0, copied: 0, last: -1 }
  for (let index = 1; index < close.length; index += 1) {
    if (Number.isNaN(open[index])) continue
    const year = (dates[index] ?? '').slice(0, 4)
    const count = years.get(year) ?? { known: 0, copied: 0, last: -1 }
    years.set(year, count)
    for (const each of [count, all]) {
      each.known += 1
      each.copied += open[index] === close[index - 1] ? 1 : 0
      each.last = index
    }
  }
  if (all.known === 0) return null
  const over = [...years.values()].filter(
    ({ known, copied }) => known >= yearMinimum && copied > copiedLimit * known
  )
  return { share: all.copied / all.known, until: over.at(-1)?.last ?? -1 }
}
