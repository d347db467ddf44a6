import type { DeskRoleId } from './findings/absent-roles'
import { execution } from './findings/execution'
import { historian } from './findings/historian'
import { intel } from './findings/intel'
import { quant } from './findings/quant'
import { risk } from './findings/risk'
import { scout } from './findings/scout'
import { bear, bull } from './findings/sides'
import { strategist } from './findings/strategist'
import type { DeskRole } from './role-report'

/** What each role of the desk computes. */
export const deskRoleFindings: Readonly<Record<DeskRoleId, DeskRole>> = {
  scout,
  intel,
  quant,
  historian,
  bull,
  bear,
  risk,
  strategist,
  execution
}
