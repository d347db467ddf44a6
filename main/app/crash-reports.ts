import type { App, CrashReporter } from 'electron'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { settingsChangeSchema } from '../../preload/contract/routes.schema'
import { settingsFileIn } from './app-paths'

/** Crash reports that are kept at most; the oldest go at the next start. */
export const keptCrashReports = 10

export const crashFolder = (userFolder: string): string => join(userFolder, 'crashes')

/**
 * Whether the settings ask to keep crash reports. Read before the program is ready, since only then
 * every process is covered; a file that is missing or damaged means no.
 */
export const keepsCrashReports = (settingsFile: string): boolean => {
  try {
    const settings = settingsChangeSchema.safeParse(JSON.parse(readFileSync(settingsFile, 'utf8')))
    return settings.success && settings.data.keepCrashReports === true
  } catch {
    return false
  }
}

interface Report {
  /** The path without its ending: a dump has a file of notes beside it. */
  stem: string
  files: string[]
  atMs: number
}

const reportsIn = (folder: string): Report[] => {
  const reports = new Map<string, Report>()
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const ending = extname(entry.name)
    if (!entry.isFile() || (ending !== '.dmp' && ending !== '.meta')) continue
    const path = join(entry.parentPath, entry.name)
    const stem = path.slice(0, -ending.length)
    const report = reports.get(stem) ?? { stem, files: [], atMs: 0 }
    report.files.push(path)
    report.atMs = Math.max(report.atMs, statSync(path).mtimeMs)
    reports.set(stem, report)
  }
  return [...reports.values()]
}

/** Removes the oldest reports beyond the limit. What cannot be looked at or removed stays. */
export const removeOldReports = (folder: string, limit = keptCrashReports): void => {
  try {
    const oldest = reportsIn(folder).sort((one, other) => other.atMs - one.atMs)
    for (const { files } of oldest.slice(limit)) {
      for (const file of files) rmSync(file, { force: true })
    }
  } catch {
    // No folder yet, or none of ours: nothing to remove.
  }
}

const removeAll = (folder: string): void => {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // What cannot be removed now is tried again at the next start.
  }
}

export interface CrashReportParts {
  app: Pick<App, 'getPath' | 'setPath'>
  crashReporter: Pick<CrashReporter, 'start'>
}

/**
 * Crash reports stay on this computer, and are written at all only where the person asked for it.
 * Called before the program is ready; without the wish, earlier reports go.
 */
export const settleCrashReports = ({ app, crashReporter }: CrashReportParts): void => {
  const userFolder = app.getPath('userData')
  const folder = crashFolder(userFolder)
  if (!keepsCrashReports(settingsFileIn(userFolder))) {
    removeAll(folder)
    return
  }
  removeOldReports(folder)
  app.setPath('crashDumps', folder)
  crashReporter.start({ uploadToServer: false, compress: false })
}
