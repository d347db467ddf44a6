import type { RoutesOf } from './route'

/** A caller without a window has nothing to close or to open; the routes then do nothing. */
export const windowRoutes = (): RoutesOf<'window.new' | 'window.close'> => ({
  'window.new': (_input, { window }) => {
    window?.openAnother()
    return {}
  },
  'window.close': (_input, { window }) => {
    window?.close()
    return {}
  }
})
