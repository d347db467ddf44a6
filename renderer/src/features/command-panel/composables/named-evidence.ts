import type { ImportedEvidence } from '../../../../../preload/contract/routes'

/** Evidence by its content; what else is known of it only when this window read it. */
export type NamedEvidence = Pick<ImportedEvidence, 'name' | 'sha256'> & Partial<ImportedEvidence>
