/// <reference types="vite/types/importMeta.d.ts" />
import type { Language } from '../../../../preload/contract/words'

export type Catalogue = Record<string, unknown>

// A language is there as soon as its file is: the simplified one is made from the traditional one.
const files = import.meta.glob<Catalogue>('../../../../locales/*/desk.json', {
  eager: true,
  import: 'default'
})

/** The desk's catalogues by language. */
export const deskCatalogues: Readonly<Partial<Record<Language, Catalogue>>> = Object.fromEntries(
  Object.entries(files).map(([path, catalogue]) => [path.split('/').at(-2), catalogue])
)
