import { taiwanMarket } from '../parameters'
import type { DeskValue } from './finding'
import type { FindingList } from './finding-list'

const constants: Record<string, DeskValue> = Object.fromEntries(
  Object.entries(taiwanMarket).map(([name, parameter]) => [name, { kind: 'parameter', parameter }])
)

/** What a plan meets in its market: limits that no order passes, lots, hours, settlement, tax. */
export const sayMarket = (list: FindingList): void => {
  const { book } = list
  if (book.text('data.market') !== 'TW') return
  list.add('market', 'execution.market.limits', ['limit.down', 'limit.up', 'limit.rate'])
  list.add('market', 'execution.market.rules', ['data.market'], { values: constants })
  list.add('market', 'execution.market.atLimit', ['limit.state', 'price.close'])
}
