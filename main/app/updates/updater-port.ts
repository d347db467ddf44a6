/** What a check came to. Versions as `1.2.3`. */
export type UpdateFinding =
  | { kind: 'newer'; version: string; bytes: number | null; page: string | null; installs: boolean }
  /** What the feed offers is this version, an older one, or none of this program's channel. */
  | { kind: 'same' | 'older' | 'other-channel'; version: string }

/** What fetches newer versions of the program and puts them in place. */
export interface UpdaterPort {
  /** @throws {AppError} `updates.*` */
  check(): Promise<UpdateFinding>
  /** Fetches what the last check found; nothing of it is kept unless it is right. */
  download(): Promise<void>
  /** Puts what was fetched in place and has it started; this program has to end then. */
  install(): Promise<void>
}
