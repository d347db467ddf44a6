import type { RoleState, SessionState } from '../../preload/contract/session-state'
import type { Words } from './words'

const isOfModel = ({ analyst, status }: RoleState): boolean =>
  analyst === 'model' && status === 'ok'

const nothing = '–'

/**
 * What models said in a session, a row a role below the headings; empty without one. Their p is no part
 * of the room's own.
 */
export const modelRows = (words: Words, { roles }: SessionState): string[][] => {
  const rows = roles
    .filter(isOfModel)
    .map(({ label, model, stance, p, mayKnow }) => [
      label,
      model ?? nothing,
      stance === null ? nothing : words.text(`stance.${stance}`),
      p === null ? nothing : words.percent(p, 1),
      mayKnow === true ? words.text('mayKnow') : ''
    ])
  if (rows.length === 0) return []
  const headings = ['lineRole', 'modelName', 'modelStance', 'lineProbability']
  return [[...headings.map((key) => words.text(key)), ''], ...rows]
}
