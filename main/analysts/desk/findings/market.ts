import { taiwanMarket } from '../parameters'
import { citation, type DeskValue } from './finding'
import type { FindingList } from './finding-list'

const constants: Record<string, DeskValue> = Object.fromEntries(
  Object.entries(taiwanMarket).map(([name, parameter]) => [name, { kind: 'parameter', parameter }])
)

/** What a plan meets in its market: limits that no order passes, lots, hours, settlement, tax. */
export const sayMarket = (list: FindingList): void => {
  const { book } = list
  if (book.text('data.market') !== 'TW') return
  const market = book.fact('data.market')
  const values = market === null ? constants : { ...constants, market: citation(market) }
  list.add('market', 'execution.market.limits', ['limit.down', 'limit.up', 'limit.rate'])
  list.add('market', 'execution.market.rules', ['data.market'], { values })
  const state = book.fact('limit.state')
  if (state === null) return
  const cite = { state: citation(state) }
  list.add('market', 'execution.market.atLimit', ['limit.state', 'price.close'], { values: cite })
}
