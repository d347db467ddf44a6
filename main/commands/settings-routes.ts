import type { Settings } from '../../preload/contract/settings'
import type { RoutesOf } from './route'

export interface SettingsPort {
  get(): Settings
  /** Resolves once the change is on disk. */
  set(change: Partial<Settings>): Promise<Settings>
}

export const settingsRoutes = (
  settings: SettingsPort
): RoutesOf<'settings.get' | 'settings.set'> => ({
  'settings.get': () => settings.get(),
  'settings.set': (change) => settings.set(change)
})
