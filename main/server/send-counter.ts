/** Why a frame did not go out. */
export const sendErrorKinds = ['closed', 'not-open', 'overflow', 'error'] as const
export type SendErrorKind = (typeof sendErrorKinds)[number]

/** Counts frames by what became of them. */
export class SendCounter {
  readonly errors: Record<SendErrorKind, number> = {
    closed: 0,
    'not-open': 0,
    overflow: 0,
    error: 0
  }
  sent = 0
  sentBytes = 0

  countSent(bytes: number): void {
    this.sent += 1
    this.sentBytes += bytes
  }

  countError(kind: SendErrorKind): void {
    this.errors[kind] += 1
  }
}
