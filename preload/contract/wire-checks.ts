/** A frame that cannot be read; the reader skips it and asks for a fresh snapshot. */
export class UnreadableFrame extends Error {}

/** @throws {UnreadableFrame} always; `what` names the part that made no sense */
export const unreadable = (what: string): never => {
  throw new UnreadableFrame(what)
}

export const isNumber = (value: unknown): value is number => Number.isFinite(value)
/** A whole number, not negative. */
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0
export const isText = (value: unknown): value is string => typeof value === 'string'
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
