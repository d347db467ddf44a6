import type { Claim } from '../../../../preload/contract/events'
import type { DeskFinding } from '../findings/finding'
import type { DeskWriter } from '../words/desk-writer'

interface Joining {
  /** Where the text begins, for the places of its claims. */
  offset: number
  /** Whether a change of lead is said, in bold. */
  withLeads: boolean
}

/** Sentences of one field in one paragraph, and the claims that they make. */
export const joined = (
  findings: readonly DeskFinding[],
  writer: DeskWriter,
  { offset, withLeads }: Joining = { offset: 0, withLeads: false }
): { text: string; claims: Claim[] } => {
  const gap = writer.term('text.sentenceGap')
  const claims: Claim[] = []
  let text = ''
  let lead = ''
  for (const finding of findings) {
    if (text !== '') text += gap
    if (withLeads && finding.lead !== lead) {
      text += `**${writer.term(`leads.${finding.lead}`)}**${writer.term('text.leadGap')}`
    }
    lead = finding.lead
    const sentence = writer.sentence(finding)
    const place = { offset: offset + text.length, length: sentence.length }
    claims.push({ text: sentence, ...place, facts: [...finding.facts] })
    text += sentence
  }
  return { text, claims }
}

export const say = (findings: readonly DeskFinding[], writer: DeskWriter): string =>
  joined(findings, writer).text
