/** What crosses a boundary of an error. `parameters` fill the code's text in the catalogue. */
export interface ErrorShape {
  code: ErrorCode
  message: string
  retryable: boolean
  parameters?: Record<string, string | number>
}

/** Every code that an error can have; the catalogue has a text for each (`errors.json`). */
export const errorCodes = {
  evidenceNotFound: 'evidence.not-found',
  evidenceUnreadable: 'evidence.unreadable',
  evidenceTooLarge: 'evidence.too-large',
  evidenceNotText: 'evidence.not-text',
  evidenceEmpty: 'evidence.empty',
  evidenceTooShort: 'evidence.too-short',
  evidenceNoHeader: 'evidence.no-header',
  evidenceMissingColumn: 'evidence.missing-column',
  evidenceDuplicateColumn: 'evidence.duplicate-column',
  evidenceMissingCell: 'evidence.missing-cell',
  evidenceUnevenRow: 'evidence.uneven-row',
  evidenceBadNumber: 'evidence.bad-number',
  evidenceAmbiguousNumber: 'evidence.ambiguous-number',
  evidenceBadDate: 'evidence.bad-date',
  evidenceAmbiguousDate: 'evidence.ambiguous-date',
  evidenceDuplicateDate: 'evidence.duplicate-date',
  evidenceUnordered: 'evidence.unordered',
  evidenceNotPositive: 'evidence.not-positive',
  evidenceInconsistentBar: 'evidence.inconsistent-bar',
  evidenceNotDaily: 'evidence.not-daily',
  evidenceNothingBefore: 'evidence.nothing-before',
  inputInvalid: 'input.invalid',
  inputUnknownRole: 'input.unknown-role',
  inputUnknownSubject: 'input.unknown-subject',
  boardFull: 'board.full',
  boardNoFiles: 'board.no-files',
  boardUnknown: 'board.unknown',
  playbookInvalid: 'playbook.invalid',
  sessionNotFound: 'session.not-found',
  sessionForbidden: 'session.forbidden',
  sessionEnded: 'session.ended',
  sessionCancelled: 'session.cancelled',
  roleNotRunning: 'role.not-running',
  roleTimeout: 'role.timeout',
  roleCrashed: 'role.crashed',
  roleAbstained: 'role.abstained',
  roleCancelled: 'role.cancelled',
  jobFailed: 'job.failed',
  streamRefused: 'stream.refused',
  streamUnreachable: 'stream.unreachable',
  streamProtocol: 'stream.protocol',
  routeUnknown: 'route.unknown',
  shuttingDown: 'engine.shutting-down',
  engineInterrupted: 'engine.interrupted',
  sessionRunning: 'session.running',
  storageLocked: 'storage.locked',
  storageNewer: 'storage.newer',
  storageFull: 'storage.full',
  storageReadOnly: 'storage.read-only',
  storageIo: 'storage.io',
  storageCorrupt: 'storage.corrupt',
  storageMovedAside: 'storage.moved-aside',
  storageNotKept: 'storage.not-kept',
  streamUnstable: 'stream.unstable',
  internal: 'internal'
} as const
export type ErrorCode = (typeof errorCodes)[keyof typeof errorCodes]
