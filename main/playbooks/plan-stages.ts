import { errorCodes } from '../../preload/contract/errors'
import type { PlannedStage } from '../../preload/contract/events'
import type { Language, Mode } from '../../preload/contract/words'
import { AppError } from '../kernel/errors'
import type { LoadedPlaybook } from './load-playbook'
import type { PlaybookLane, PlaybookStage } from './playbook.schema'

export interface StageChoice {
  mode: Mode
  /** The chosen roles of `custom`; ignored for `god`. */
  roles: readonly string[]
}

/** Ids of all roles, in their order. */
export const rolesOf = (playbook: LoadedPlaybook): string[] =>
  playbook.stages.flatMap((stage) =>
    stage.lanes.filter((lane) => lane.kind === 'role').map((lane) => lane.id)
  )

const refuseUnknown = (playbook: LoadedPlaybook, roles: readonly string[]): void => {
  const known = rolesOf(playbook)
  const role = roles.find((each) => !known.includes(each))
  if (role === undefined) return
  const message = `${playbook.id} has no role "${role}"; it has ${known.join(', ')}`
  const parameters = { role, known: known.join(', ') }
  throw new AppError(errorCodes.inputUnknownRole, message, { parameters })
}

/**
 * The stages that run: all for `god`; for `custom` only the chosen roles, without the stages that
 * this leaves empty. Jobs always stay, since roles build on them.
 * @throws {AppError} `input.unknown-role`; `input.invalid` when `custom` names no role
 */
export const chooseStages = (
  playbook: LoadedPlaybook,
  { mode, roles }: StageChoice
): PlaybookStage[] => {
  if (mode === 'god') return playbook.stages
  refuseUnknown(playbook, roles)
  if (roles.length === 0) {
    const problem = 'a custom room needs at least one role'
    throw new AppError(errorCodes.inputInvalid, `roles: ${problem}`, {
      parameters: { field: 'roles', problem }
    })
  }
  const stays = (lane: PlaybookLane): boolean => lane.kind === 'job' || roles.includes(lane.id)
  return playbook.stages
    .map((stage) => ({ ...stage, lanes: stage.lanes.filter(stays) }))
    .filter((stage) => stage.lanes.length > 0)
}

/** The plan as `session.started` tells it: the chosen stages with their labels in one language. */
export const planStages = (
  playbook: LoadedPlaybook,
  { language, ...choice }: StageChoice & { language: Language }
): PlannedStage[] =>
  chooseStages(playbook, choice).map((stage) => ({
    id: stage.id,
    label: stage.labels[language],
    lanes: stage.lanes.map((lane) => ({
      id: lane.id,
      kind: lane.kind,
      label: lane.labels[language]
    }))
  }))
