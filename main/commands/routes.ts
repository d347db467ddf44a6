import { appRoutes, type AppRouteParts } from './app-routes'
import { archiveRoutes, type ArchiveRouteParts } from './archive-routes'
import { boardRoutes, type BoardRouteParts } from './board-routes'
import { evidenceRoutes, importPrices, type EvidenceRouteParts } from './evidence-routes'
import { forecastRoutes, type ForecastRouteParts } from './forecast-routes'
import { outcomeRoutes, type OutcomeRouteParts } from './outcome-routes'
import { playbookRoutes } from './playbook-routes'
import type { StreamTickets } from './ports'
import type { Routes } from './route'
import { providerRoutes } from './provider-routes'
import { roleRoutes } from './role-routes'
import { sessionRoutes, type SessionRouteParts } from './session-routes'
import { settingsRoutes, type SettingsPort } from './settings-routes'
import { streamRoutes } from './stream-routes'
import { symbolRoutes } from './symbol-routes'
import { windowRoutes } from './window-routes'

export interface RouteParts
  extends
    AppRouteParts,
    SessionRouteParts,
    ArchiveRouteParts,
    ForecastRouteParts,
    Pick<BoardRouteParts, 'board'>,
    OutcomeRouteParts,
    EvidenceRouteParts {
  settings: SettingsPort
  /** Null where no page connects: the terminal room. */
  stream: StreamTickets | null
  evidence: SessionRouteParts['evidence'] & EvidenceRouteParts['evidence']
}

/** Every route, each from its domain's file. */
export const createRoutes = (parts: RouteParts): Routes => ({
  ...appRoutes(parts),
  ...settingsRoutes(parts.settings),
  ...playbookRoutes(parts.playbook),
  ...evidenceRoutes(parts),
  ...sessionRoutes(parts),
  ...roleRoutes(),
  ...providerRoutes(),
  ...symbolRoutes(),
  ...archiveRoutes(parts),
  ...forecastRoutes(parts),
  ...outcomeRoutes(parts),
  ...boardRoutes({ ...parts, importPrices: (path) => importPrices(parts, path) }),
  ...streamRoutes(parts.stream),
  ...windowRoutes(parts.sessions)
})
