import { isRoomOfPrice, silentOnPrice, type Room } from '../scheme/room'
import { term, type DeskValue } from './finding'
import { aliasOf, type FindingList } from './finding-list'
import { triggerNames } from './trigger-names'

const triggersSaid = 3

/** The lean after a flip, in the words of a stance. */
const leanAfter = ({ book }: FindingList, metric: string): Record<string, DeskValue> => ({
  lean: term(`stances.${book.text(`${metric}.lean`) ?? 'no-call'}`)
})

const sayFlip = (list: FindingList, side: 'up' | 'down'): void => {
  const { book } = list
  const metric = `flip.${side}`
  const far = [metric, `${metric}.sigma`]
  const values = leanAfter(list, metric)
  if (!book.has(metric)) return void list.add('flips', `changes.none.${side}`, ['price.close'])
  if (book.has(`${metric}.share`)) {
    list.add('flips', `changes.${side}.share`, [...far, `${metric}.share`], { values })
  } else {
    list.add('flips', `changes.${side}.plain`, far, { values })
  }
}

/** Why no flip is known: a vote by price is missing, or one that no close moves is in the room. */
const sayNoFlips = (list: FindingList, room: Room): void => {
  const keys = silentOnPrice(room).map((role) => `roles.${role}`)
  const values = { roles: { kind: 'list', keys } } as const
  if (keys.length > 0) list.add('flips', 'changes.partial', ['price.close'], { values })
  else list.add('flips', 'changes.beyondPrice', ['price.close'])
}

/**
 * The nearest next close each way that changes what the room leans to. Known for the room of every
 * vote by price only; a day that passes may change it too, whatever the close.
 */
export const sayFlips = (list: FindingList, room: Room): void => {
  if (room.call.p === null) return
  if (!isRoomOfPrice(room)) return sayNoFlips(list, room)
  if (list.book.number('flip.up.sigma') === 0) {
    list.add('flips', 'changes.still', ['flip.up'], { values: leanAfter(list, 'flip.up') })
    return
  }
  sayFlip(list, 'up')
  sayFlip(list, 'down')
}

/** The nearest next closes, in deviations, that move an indicator across its line. */
export const sayTriggers = (list: FindingList): void => {
  const { book } = list
  const sizeOf = (name: string): number =>
    Math.abs(book.number(`trigger.${name}.sigma`) ?? Infinity)
  const known = triggerNames.filter((name) => book.has(`trigger.${name}`, `trigger.${name}.sigma`))
  const nearest = [...known].sort((a, b) => sizeOf(a) - sizeOf(b)).slice(0, triggersSaid)
  for (const name of nearest) {
    const [close, sigma] = [`trigger.${name}`, `trigger.${name}.sigma`]
    const values = {
      line: term(`triggers.${name.replaceAll('.', '_')}`),
      ...aliasOf(list, 'close', close),
      ...aliasOf(list, 'sigma', sigma)
    }
    const way = book.side(sigma) < 0 ? 'down' : 'up'
    list.add('triggers', `changes.trigger.${way}`, [close, sigma], { values })
  }
}

/** Days that are known to come, and that no calendar of others was given. */
export const sayDates = (list: FindingList, { call }: Room): void => {
  if (call.p !== null) list.add('dates', 'changes.due', ['plan.expiry'])
  list.add('dates', 'changes.calendar', [])
}
