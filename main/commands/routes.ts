import { appRoutes, type AppRouteParts } from './app-routes'
import { archiveRoutes, type ArchiveRouteParts } from './archive-routes'
import { boardRoutes, type BoardRouteParts } from './board-routes'
import { evidenceRoutes, importPrices, type EvidenceRouteParts } from './evidence-routes'
import { forecastRoutes, type ForecastRouteParts } from './forecast-routes'
import { outcomeRoutes, type OutcomeRouteParts } from './outcome-routes'
import { playbookRoutes } from './playbook-routes'
import type { StartSession, StreamTickets } from './ports'
import type { Routes } from './route'
import { providerRoutes, type ProviderRouteParts } from './provider-routes'
import { roleRoutes } from './role-routes'
import { sessionStarter } from './session-starter'
import { sessionRoutes, type SessionRouteParts } from './session-routes'
import { settingsRoutes, type SettingsPort } from './settings-routes'
import { streamRoutes } from './stream-routes'
import { symbolRoutes, type SymbolRouteParts } from './symbol-routes'
import { windowRoutes } from './window-routes'

type SessionRoutes = ReturnType<typeof sessionRoutes> & ReturnType<typeof roleRoutes>

export interface RouteParts
  extends
    AppRouteParts,
    Omit<SessionRouteParts, 'start'>,
    ArchiveRouteParts,
    ForecastRouteParts,
    Pick<BoardRouteParts, 'board'>,
    OutcomeRouteParts,
    ProviderRouteParts,
    Pick<SymbolRouteParts, 'prices' | 'fetches'>,
    EvidenceRouteParts {
  startSession: StartSession
  settings: SettingsPort
  /** Null where no page connects: the terminal room. */
  stream: StreamTickets | null
  evidence: SessionRouteParts['evidence'] & EvidenceRouteParts['evidence']
}

/** Both start sessions, one at a time for each caller. */
const startRoutes = (parts: RouteParts): SessionRoutes => {
  const start = sessionStarter(parts)
  return { ...sessionRoutes({ ...parts, start }), ...roleRoutes({ ...parts, start }) }
}

/** Every route, each from its domain's file. */
export const createRoutes = (parts: RouteParts): Routes => ({
  ...appRoutes(parts),
  ...settingsRoutes(parts.settings),
  ...playbookRoutes(parts.playbook),
  ...evidenceRoutes(parts),
  ...startRoutes(parts),
  ...providerRoutes(parts),
  ...symbolRoutes(parts),
  ...archiveRoutes(parts),
  ...forecastRoutes(parts),
  ...outcomeRoutes(parts),
  ...boardRoutes({ ...parts, importPrices: (path) => importPrices(parts, path) }),
  ...streamRoutes(parts.stream),
  ...windowRoutes(parts.sessions)
})
