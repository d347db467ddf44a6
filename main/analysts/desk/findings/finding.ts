import type { Finding } from '../../../../preload/contract/events'
import type { Fact } from '../../../../preload/contract/facts'
import type { Parameter } from '../parameters'

/**
 * What a template's placeholder stands for, before any language.
 * `term`: a word of the catalogue by its key; `list`: several of them; `phrase`: a finding said as
 * part of a sentence; `quote`: text of the evidence, as it stands there;
 * `citation`: the mark of a fact whose value is printed in other words.
 */
export type DeskValue =
  | { kind: 'fact'; fact: Fact }
  | { kind: 'date'; date: string }
  | { kind: 'parameter'; parameter: Parameter }
  | { kind: 'term'; key: string }
  | { kind: 'list'; keys: readonly string[] }
  | { kind: 'phrase'; finding: DeskFinding }
  | { kind: 'name'; text: string }
  | { kind: 'quote'; text: string }
  | { kind: 'citation'; id: string }

export type Layout = 'sentence' | 'bullet'

/** One sentence to be, in no language: its rule names the template, its values fill it. */
export interface DeskFinding extends Finding {
  /** Catalogue key of the bold words that its paragraph opens with. */
  lead: string
  layout: Layout
  values: Readonly<Record<string, DeskValue>>
}

/** What crosses the engine's border: the finding without its parameters. */
export const plainFinding = ({ rule, facts, weight, sign }: DeskFinding): Finding => ({
  rule,
  facts,
  weight,
  sign
})

export const term = (key: string): DeskValue => ({ kind: 'term', key })
export const phrase = (finding: DeskFinding): DeskValue => ({ kind: 'phrase', finding })
export const constant = (value: number): DeskValue => ({
  kind: 'parameter',
  parameter: { value, form: 'plain' }
})
export const citation = ({ id }: Fact): DeskValue => ({ kind: 'citation', id })
