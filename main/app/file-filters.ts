import type { FileFilter } from 'electron'
import type { EvidenceKind } from '../../preload/contract/words'
import type { Words } from './shell-words'

/** What a file dialog offers for a kind of evidence; every file stays reachable. */
export const fileFilters = (kind: EvidenceKind, words: Words): FileFilter[] => [
  kind === 'notes'
    ? { name: words('choose.notesFilter'), extensions: ['txt', 'md'] }
    : { name: words('choose.pricesFilter'), extensions: ['csv', 'tsv', 'txt'] },
  { name: words('choose.allFilter'), extensions: ['*'] }
]

/** As `fileFilters`, for profiles and roles. */
export const providerFilters = (words: Words): FileFilter[] => [
  { name: words('choose.providersFilter'), extensions: ['json'] },
  { name: words('choose.allFilter'), extensions: ['*'] }
]
