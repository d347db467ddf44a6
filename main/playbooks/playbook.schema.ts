import { z } from 'zod'
import { maximumRoleLimitMs, minimumRoleLimitMs } from '../../preload/contract/limits'

/** Ids are part of events, file formats and test ids, so they stay plain. */
const id = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and -')
const label = z.string().trim().min(1).max(60)
const labels = z.strictObject({ en: label, 'zh-TW': label, 'zh-CN': label })

const evidenceInput = z.strictObject({
  kind: z.enum(['prices', 'benchmark', 'notes']),
  required: z.boolean(),
  maximum: z.int().min(1).max(1_000)
})

const laneBase = {
  id,
  labels,
  /** Kinds of evidence, and lanes of earlier stages, that this lane goes by. */
  reads: z.array(id)
}

const roleLane = z.strictObject({
  ...laneBase,
  kind: z.literal('role'),
  analyst: z.enum(['desk', 'model']),
  limitMs: z.int().min(minimumRoleLimitMs).max(maximumRoleLimitMs)
})

const jobLane = z.strictObject({ ...laneBase, kind: z.literal('job'), job: id })

const stage = z.strictObject({
  id,
  labels,
  /** What a stage waits for besides the session's own gate (pause, shutdown): so far, nothing. */
  gate: z.enum(['open']),
  lanes: z.array(z.discriminatedUnion('kind', [roleLane, jobLane])).min(1)
})

/** The form of a playbook file. What spans several fields is checked by `playbook-rules`. */
export const playbookSchema = z.strictObject({
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a version such as 1.0.0'),
  labels,
  inputs: z.array(evidenceInput).min(1),
  stages: z.array(stage).min(1)
})

export type PlaybookFile = z.infer<typeof playbookSchema>
export type PlaybookStage = PlaybookFile['stages'][number]
export type PlaybookLane = PlaybookStage['lanes'][number]
