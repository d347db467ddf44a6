import type { Claim } from '../../../../preload/contract/events'
import type { DeskFinding } from '../findings/finding'
import type { DeskWriter } from './desk-writer'

export interface RoleText {
  /** Markdown, in pieces that can be written one after another. */
  chunks: string[]
  text: string
  /** One a sentence, with its place in `text` (UTF-16). */
  claims: Claim[]
}

/** What stands between a finding's sentence and the text before it. */
const opening = (
  finding: DeskFinding,
  before: DeskFinding | undefined,
  writer: DeskWriter
): string => {
  const sameLead = before?.lead === finding.lead
  const head = sameLead ? '' : `**${writer.term(`leads.${finding.lead}`)}**`
  if (finding.layout === 'bullet') {
    if (sameLead) return before.layout === 'bullet' ? '\n- ' : '\n\n- '
    return `${before === undefined ? '' : '\n\n'}${head}\n\n- `
  }
  if (!sameLead) return `${before === undefined ? '' : '\n\n'}${head}${writer.term('text.leadGap')}`
  return before.layout === 'bullet' ? '\n\n' : writer.term('text.sentenceGap')
}

/** A role's findings as markdown: a paragraph for each lead, a sentence for each finding. */
export const writeFindings = (findings: readonly DeskFinding[], writer: DeskWriter): RoleText => {
  const chunks: string[] = []
  const claims: Claim[] = []
  let length = 0
  findings.forEach((finding, index) => {
    const gap = opening(finding, findings[index - 1], writer)
    const sentence = writer.sentence(finding)
    const offset = length + gap.length
    claims.push({ text: sentence, offset, length: sentence.length, facts: [...finding.facts] })
    chunks.push(gap + sentence)
    length = offset + sentence.length
  })
  return { chunks, text: chunks.join(''), claims }
}
