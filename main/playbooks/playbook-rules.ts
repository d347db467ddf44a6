import type { PlaybookFile, PlaybookLane } from './playbook.schema'

/** A rule that a playbook breaks, at a place in its file. */
export interface PlaybookFault {
  path: (string | number)[]
  problem: string
}

type Place = { lane: PlaybookLane; path: (string | number)[]; stage: number }

const placesOf = (playbook: PlaybookFile): Place[] =>
  playbook.stages.flatMap((stage, stageIndex) =>
    stage.lanes.map((lane, laneIndex) => ({
      lane,
      path: ['stages', stageIndex, 'lanes', laneIndex],
      stage: stageIndex
    }))
  )

const repeated = (
  items: { name: string; path: (string | number)[] }[],
  what: string
): PlaybookFault[] =>
  items
    .filter(({ name }, index) => items.findIndex((item) => item.name === name) < index)
    .map(({ name, path }) => ({ path, problem: `${what} "${name}" is there twice` }))

/** A lane may read evidence that the playbook takes, and lanes that have ended before it starts. */
const unreadable = (playbook: PlaybookFile, places: Place[]): PlaybookFault[] => {
  const evidence = new Set<string>(playbook.inputs.map((input) => input.kind))
  return places.flatMap(({ lane, path, stage }) =>
    lane.reads.flatMap((name, index) => {
      const known =
        evidence.has(name) || places.some((place) => place.lane.id === name && place.stage < stage)
      if (known) return []
      const problem = `"${name}" is neither an input nor a lane of an earlier stage`
      return [{ path: [...path, 'reads', index], problem }]
    })
  )
}

/** Every rule over several fields that `playbook` breaks, in the order of its file. */
export const playbookFaults = (playbook: PlaybookFile): PlaybookFault[] => {
  const places = placesOf(playbook)
  const inputs = playbook.inputs.map(({ kind }, index) => ({
    name: kind,
    path: ['inputs', index, 'kind']
  }))
  const stages = playbook.stages.map(({ id }, index) => ({
    name: id,
    path: ['stages', index, 'id']
  }))
  const lanes = places.map(({ lane, path }) => ({ name: lane.id, path: [...path, 'id'] }))
  return [
    ...repeated(inputs, 'input'),
    ...repeated(stages, 'stage'),
    ...repeated(lanes, 'lane'),
    ...unreadable(playbook, places)
  ]
}
