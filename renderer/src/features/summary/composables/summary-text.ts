import type { SummaryData } from '../../../../../preload/contract/events'

/** The summary as text for the clipboard, citations included, and a table that stands at its end. */
export const summaryText = (summary: SummaryData, models = ''): string => {
  const sections = summary.sections.map((section) => `## ${section.title}\n${section.text}`)
  const listed = [
    (summary.concedes ?? []).map(({ label, text }) => `${label}: ${text}`),
    (summary.changes ?? []).map(({ text }) => text),
    summary.missing.map(({ text }) => text),
    summary.notRead ?? []
  ]
  const since = (summary.since ?? []).map((text) => `- ${text}`).join('\n')
  return [
    summary.header,
    summary.stanceLine,
    ...(since === '' ? [] : [since]),
    ...sections,
    ...[summary.dissent, summary.swing].filter((text) => text !== ''),
    ...listed
      .filter((items) => items.length > 0)
      .map((items) => items.map((item) => `- ${item}`).join('\n')),
    ...(models === '' ? [] : [models])
  ].join('\n\n')
}
