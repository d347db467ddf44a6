import type { EvidenceLine, SummaryData } from '../../../preload/contract/events'
import type { SessionState } from '../../../preload/contract/session-state'
import type { Language } from '../../../preload/contract/words'
import type { Summarizer } from '../../engine/ports'
import { FactBook } from './fact-book'
import { callRoom, swingOf, type Vote } from './scheme/room-call'
import { directionOf } from './scheme/stance'
import { blockingOf, votesCast } from './scheme/voters'
import { filedForecasts, type FiledForecast } from './summary/forecasts'
import { sectionFindings } from './summary/sections'
import {
  dissentText,
  eventText,
  headerText,
  missingItems,
  stanceText,
  swingText,
  writeSections
} from './summary/summary-words'
import { deskWriter, type DeskWriter } from './words/desk-writer'

const directions = { up: 'bull', down: 'bear', even: 'neutral' } as const

/** Counts what each role but the Strategist came to; roles that never vote count nowhere. */
const consensusOf = ({ roles }: SessionState): SummaryData['consensus'] => {
  const consensus = { up: 0, down: 0, neutral: 0, abstained: 0 }
  for (const { role, status, stance } of roles) {
    if (role === 'strategist') continue
    if (status !== 'ok' || stance === 'no-call') consensus.abstained += 1
    else if (stance !== null) {
      const way = directionOf(stance)
      consensus[way === 'even' ? 'neutral' : way] += 1
    }
  }
  return consensus
}

const linesOf = (
  votes: readonly Vote[],
  state: SessionState,
  { writer, blocking }: { writer: DeskWriter; blocking: readonly string[] }
): EvidenceLine[] => {
  const { lines } = swingOf(votes, { blocking })
  return votes.map(({ role, p, windows }, index) => {
    const without = lines[index]?.without
    const label = state.roles.find((each) => each.role === role)?.label
    return {
      role,
      label: label === undefined || label === '' ? writer.term(`roles.${role}`) : label,
      p,
      windows,
      without: { stance: without?.stance ?? 'no-call', p: without?.p ?? null }
    }
  })
}

/** The summary and the forecasts that go on record with it. Pure: no clock, no other source. */
export const summaryOf = (
  state: SessionState,
  language: Language
): { summary: SummaryData; forecasts: FiledForecast[] } => {
  const book = new FactBook(state.facts)
  const writer = deskWriter(language)
  const votes = votesCast(book, state)
  const blocking = blockingOf(book)
  const call = callRoom(votes, { blocking })
  const { sections, claims } = writeSections(sectionFindings(book, state), writer)
  const summary: SummaryData = {
    header: headerText(book, state, writer),
    stanceLine: stanceText(book, { call, votes }, writer),
    stance: call.stance,
    direction: directions[directionOf(call.stance)],
    p: call.p,
    confidence: call.confidence,
    margin: call.margin,
    event: eventText(book, writer),
    sections,
    consensus: consensusOf(state),
    lines: linesOf(votes, state, { writer, blocking }),
    dissent: dissentText(book, votes, writer),
    swing: swingText(book, votes, writer),
    flipPrices: { up: null, down: null },
    missing: missingItems(book, state, writer),
    claims
  }
  return { summary, forecasts: filedForecasts(book, votes, call) }
}

/** Assembles the Mission Summary from the room's facts and votes, in the session's language. */
export class DeskSummarizer implements Summarizer {
  async summarize(
    { state, language }: { state: SessionState; language: Language },
    { signal }: { signal: AbortSignal }
  ): Promise<{ summary: SummaryData; forecasts: FiledForecast[] }> {
    signal.throwIfAborted()
    return summaryOf(state, language)
  }
}
