import type { Figures } from '../../preload/contract/figures'
import type { AppInfo } from '../../preload/contract/routes'
import type { RoutesOf } from './route'

export interface AppRouteParts {
  info: AppInfo
  figures: () => Promise<Figures>
}

/** What the program is, runs on and has counted. */
export const appRoutes = ({
  info,
  figures
}: AppRouteParts): RoutesOf<'app.info' | 'app.figures'> => ({
  'app.info': () => info,
  'app.figures': () => figures()
})
