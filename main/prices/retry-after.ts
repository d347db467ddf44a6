const defaultSeconds = 60
const mostSeconds = 86_400

/** Whole seconds that a `Retry-After` header asks to wait: its number, or the time until its date. */
export const retryAfterSeconds = (header: string | null, wallMs: number): number => {
  if (header === null || header.trim() === '') return defaultSeconds
  const number = /^\s*\d+\s*$/.test(header) ? Number(header) : null
  const until = number ?? Math.ceil((Date.parse(header) - wallMs) / 1000)
  if (!Number.isFinite(until)) return defaultSeconds
  return Math.min(mostSeconds, Math.max(1, until))
}
