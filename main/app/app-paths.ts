import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that this program's main bundle lies in, in a packed asar too. */
const mainFolder = (bundleUrl: string): string => {
  const folder = dirname(fileURLToPath(bundleUrl))
  // Shared code is built into a folder below the entries'.
  return folder.endsWith('chunks') ? dirname(folder) : folder
}

export interface AppPaths {
  main: string
  page: string
  preload: string
  /** The picture that a window carries. */
  icon: string
}

/** The settings of a person, from the folder that is theirs. */
export const settingsFileIn = (userFolder: string): string => join(userFolder, 'settings.json')

/** Where the built parts lie, from the URL of any of main's built files. */
export const appPaths = (bundleUrl: string): AppPaths => {
  const main = mainFolder(bundleUrl)
  return {
    main,
    page: join(main, '../renderer'),
    preload: join(main, '../preload/index.cjs'),
    icon: join(main, 'icon.png')
  }
}
