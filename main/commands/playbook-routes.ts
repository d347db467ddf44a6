import { planStages } from '../playbooks/plan-stages'
import type { LoadedPlaybook } from '../playbooks/load-playbook'
import type { RoutesOf } from './route'

/** The playbook as a page shows it before a session starts: every role, labels in one language. */
export const playbookRoutes = (playbook: LoadedPlaybook): RoutesOf<'playbook.get'> => ({
  'playbook.get': ({ language }) => ({
    id: playbook.id,
    version: playbook.version,
    stages: planStages(playbook, { mode: 'god', roles: [], language })
  })
})
