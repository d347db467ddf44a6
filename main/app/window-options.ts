import type { BrowserWindowConstructorOptions } from 'electron'
import { windowMinimumHeightPx, windowMinimumWidthPx } from '../../preload/contract/limits'

/** The page's own background, so that a window never flashes white before it is painted. */
export const windowBackground = '#0b0e14'

const preferredWidthPx = 1_480
const preferredHeightPx = 920

export interface WindowSurroundings {
  /** Absolute path of the built preload. */
  preload: string
  /** Absolute path of a PNG; null where a window takes the icon of the program itself. */
  icon: string | null
  title: string
  /** What the screen has room for, in pixels of the page. */
  workArea: { width: number; height: number }
  /** Developer tools exist only in a program that is not packaged. */
  developerTools: boolean
}

/** As large as we like where there is room for it, never smaller than the room needs. */
const fitted = (preferred: number, available: number, minimum: number): number =>
  Math.max(minimum, Math.min(preferred, available))

/** How every window of ours is made. There is no second place that makes one. */
export const windowOptions = ({
  preload,
  icon,
  title,
  workArea,
  developerTools
}: WindowSurroundings): BrowserWindowConstructorOptions => ({
  title,
  ...(icon === null ? {} : { icon }),
  width: fitted(preferredWidthPx, workArea.width, windowMinimumWidthPx),
  height: fitted(preferredHeightPx, workArea.height, windowMinimumHeightPx),
  minWidth: windowMinimumWidthPx,
  minHeight: windowMinimumHeightPx,
  show: false,
  backgroundColor: windowBackground,
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // Its dictionaries come from the network.
    spellcheck: false,
    // A room that is covered by another window goes on typing.
    backgroundThrottling: false,
    devTools: developerTools
  }
})
