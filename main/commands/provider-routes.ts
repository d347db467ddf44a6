import type { Providers } from '../../preload/contract/providers'
import type { ProviderBook } from './providers/provider-book'
import type { RoutesOf } from './route'

export interface ProviderRouteParts {
  providers: Pick<
    ProviderBook,
    | 'status'
    | 'save'
    | 'remove'
    | 'setKey'
    | 'forgetKey'
    | 'test'
    | 'models'
    | 'assign'
    | 'preset'
    | 'exportTo'
    | 'importFrom'
  >
}

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

/** What a save dialog offers as the file's name. */
const exportName = 'war-room-providers.json'

/** The models that are set up. Only profiles that are stored are ever called, by their ids. */
export const providerRoutes = ({
  providers: book
}: ProviderRouteParts): RoutesOf<ProviderRouteName> => {
  const after = async (change: Promise<unknown>): Promise<Providers> => {
    await change
    return book.status()
  }
  return {
    'provider.list': () => book.status(),
    'provider.save': ({ profile }) => after(book.save(profile)),
    'provider.remove': ({ id }) => after(book.remove(id)),
    'provider.setKey': ({ id, key }) => after(book.setKey(id, key)),
    'provider.forgetKey': ({ id }) => after(book.forgetKey(id)),
    'provider.test': ({ id }, { principal }) => book.test(id, principal),
    'provider.models': async ({ id }, { principal }) => ({
      models: await book.models(id, principal)
    }),
    'provider.assign': ({ roles }) => after(book.assign(roles)),
    'provider.preset': async ({ preset }) => {
      const missing = await book.preset(preset)
      return { ...book.status(), missing }
    },
    'provider.export': async (_input, { window }) => {
      const path = (await window?.saveProviders(exportName)) ?? null
      return { file: path === null ? null : await book.exportTo(path) }
    },
    'provider.import': async (_input, { window }) => {
      const path = (await window?.chooseProviders()) ?? null
      const { file, added } = path === null ? { file: null, added: 0 } : await book.importFrom(path)
      return { file, added, providers: book.status() }
    }
  }
}
