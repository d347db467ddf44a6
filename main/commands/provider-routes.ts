import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import type { RoutesOf } from './route'

export type ProviderRouteName =
  | 'provider.list'
  | 'provider.save'
  | 'provider.remove'
  | 'provider.setKey'
  | 'provider.forgetKey'
  | 'provider.test'
  | 'provider.models'
  | 'provider.assign'
  | 'provider.preset'
  | 'provider.export'
  | 'provider.import'

const missing = (): never => {
  throw new AppError(errorCodes.routeUnknown, 'not there yet')
}

export const providerRoutes = (): RoutesOf<ProviderRouteName> => ({
  'provider.list': missing,
  'provider.save': missing,
  'provider.remove': missing,
  'provider.setKey': missing,
  'provider.forgetKey': missing,
  'provider.test': missing,
  'provider.models': missing,
  'provider.assign': missing,
  'provider.preset': missing,
  'provider.export': missing,
  'provider.import': missing
})
