const days = 300
const dayMs = 86_400_000
const firstDay = Date.UTC(2024, 0, 1)

/** A file of daily prices around `close`, so that each has a hash of its own. */
export const priceRows = (close: number): string => {
  const rows = Array.from({ length: days }, (_row, index) => {
    const day = new Date(firstDay + index * dayMs).toISOString().slice(0, 10)
    const price = close + (index % 7)
    return `${day},${price},${price + 1},${price - 1},${price},1000`
  })
  return ['Date,Open,High,Low,Close,Volume', ...rows, ''].join('\n')
}
