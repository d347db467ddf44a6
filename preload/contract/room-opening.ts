/** Why a room that came from outside has not what was asked for; each is an error's code too. */
export const launchProblems = [
  'launch.bad-link',
  'launch.bad-address',
  'launch.too-many-rooms'
] as const
export type LaunchProblem = (typeof launchProblems)[number]

/** What a new room begins with. */
export interface RoomOpening {
  /** A case, a symbol or a path; null for an empty room. */
  subject: string | null
  /** It came by a link, which anybody may have written: the subject is filled in and no more. */
  byLink: boolean
  problem: LaunchProblem | null
}

export const emptyRoom: RoomOpening = { subject: null, byLink: false, problem: null }

/** A room that takes its subject up at once, since the person named it. */
export const roomOn = (subject: string): RoomOpening => ({ ...emptyRoom, subject })

/** The opening as the query of a page's address; empty for an empty room. */
export const openingQuery = ({ subject, byLink, problem }: RoomOpening): string => {
  const fields = new URLSearchParams()
  if (subject !== null) fields.set(byLink ? 'link' : 'subject', subject)
  if (problem !== null) fields.set('problem', problem)
  const text = fields.toString()
  return text === '' ? '' : `?${text}`
}

/** What a page's address says, read back. */
export const openingOf = (query: string): RoomOpening => {
  const fields = new URLSearchParams(query)
  const linked = fields.get('link')
  const problem = launchProblems.find((each) => each === fields.get('problem')) ?? null
  return { subject: linked ?? fields.get('subject'), byLink: linked !== null, problem }
}
