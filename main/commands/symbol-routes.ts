import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import type { RoutesOf } from './route'

const missing = (): never => {
  throw new AppError(errorCodes.routeUnknown, 'not there yet')
}

export const symbolRoutes = (): RoutesOf<'symbol.search' | 'symbol.import'> => ({
  'symbol.search': missing,
  'symbol.import': missing
})
