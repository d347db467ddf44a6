import { parentPort, workerData } from 'node:worker_threads'
import { errorCodes } from '../../../preload/contract/errors'
import { AppError, errorShape } from '../../kernel/errors'
import { priceTable } from '../template/price-table'
import type { PriceAnswer, PriceOrders, PriceRequest, PriceThreadStart } from './cache-protocol'
import { CacheTable } from './cache-table'

if (parentPort === null) throw new Error('prices.worker runs in a worker thread')
const port = parentPort
const { file } = workerData as PriceThreadStart

/** SQLite's names for a damaged database, however it found out, and for a file that is none. */
const damage = /^SQLITE_(CORRUPT|NOTADB)/

let opened: CacheTable | null = null
const cache = (): CacheTable => (opened ??= new CacheTable(file))

type Handlers = { [O in keyof PriceOrders]: (input: PriceOrders[O]['input']) => unknown }
const handlers: Handlers = {
  get: (input) => cache().get(input),
  all: (input) => cache().all(input),
  put: (input) => cache().put(input),
  table: ({ from, to, ...source }) => priceTable(source, { from, to })
}

const isDamage = (error: unknown): boolean => {
  const { sqliteCodeName } = error as { sqliteCodeName?: unknown }
  return typeof sqliteCodeName === 'string' && damage.test(sqliteCodeName)
}

const answer = ({ id, order, input }: PriceRequest): PriceAnswer => {
  try {
    return { id, ok: true, value: (handlers[order] as (input: unknown) => unknown)(input) }
  } catch (error) {
    const shown =
      error instanceof AppError ? error : new AppError(errorCodes.storageIo, String(error))
    return { id, ok: false, error: errorShape(shown), damaged: isDamage(error) }
  }
}

port.on('message', (request: PriceRequest) => port.postMessage(answer(request)))
