import type { AppInfo } from '../../preload/contract/routes'
import type { RoutesOf } from './route'

/** What the program is and runs on. */
export const appRoutes = (info: AppInfo): RoutesOf<'app.info'> => ({
  'app.info': () => info
})
