import type { SummaryData } from '../../../../../preload/contract/events'

/** The summary as text for the clipboard, citations included. */
export const summaryText = (summary: SummaryData): string => {
  const sections = summary.sections.map((section) => `## ${section.title}\n${section.text}`)
  const missing = summary.missing.map((item) => `- ${item.text}`)
  return [
    summary.header,
    summary.stanceLine,
    ...sections,
    ...[summary.dissent, summary.swing].filter((text) => text !== ''),
    ...(missing.length > 0 ? [missing.join('\n')] : [])
  ].join('\n\n')
}
