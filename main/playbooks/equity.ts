import equityText from './equity.json?raw'
import { loadPlaybook, type LoadedPlaybook } from './load-playbook'

/** The playbook that comes with the app; it goes through the same loader as any other. */
export const loadEquity = (): LoadedPlaybook => loadPlaybook(equityText, 'equity.json')
