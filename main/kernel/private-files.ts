const anyone = 0o666
const groupAndOthers = 0o077

let usualMask: number | null = null

/**
 * From now on whatever this process makes is its owner's alone: files 0600, folders 0700. It is the
 * first thing that an entry does; Chromium's own files and all threads follow it. Idempotent.
 */
export const keepFilesPrivate = (): void => {
  usualMask ??= process.umask(groupAndOthers)
}

/** Starts another program with the person's own mask, which it inherits; only what `work` does at once. */
export const underUsualMask = <T>(work: () => T): T => {
  const own = process.umask(usualMask ?? process.umask())
  try {
    return work()
  } finally {
    process.umask(own)
  }
}

/** The mode that the person's own settings give a new file: for what they save to a place they named. */
export const usualFileMode = (): number => anyone & ~(usualMask ?? process.umask())
