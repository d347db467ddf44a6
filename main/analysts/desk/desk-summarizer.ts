import type { SummaryData, SummaryRecord } from '../../../preload/contract/events'
import type { RoleState, SessionState } from '../../../preload/contract/session-state'
import type { Language, Stance } from '../../../preload/contract/words'
import type { Summarizer } from '../../engine/ports'
import { FactBook } from './fact-book'
import { sinceOf } from './findings/since'
import { roomOf, type Room } from './scheme/room'
import { directionOf, stanceOf, type ForecastRecord } from './scheme/stance'
import { isReadByDesk } from './scheme/voters'
import { changesOf, flipPricesOf } from './summary/changes'
import { concessionsOf } from './summary/concessions'
import { flagTexts } from './summary/flag-texts'
import { filedForecasts, type FiledForecast } from './summary/forecasts'
import { evidenceLines } from './summary/lines'
import { modelForecasts } from './summary/model-forecasts'
import { say } from './summary/say'
import { sectionFindings } from './summary/sections'
import {
  dissentText,
  eventText,
  headerText,
  missingItems,
  notReadItems,
  stanceText,
  swingText,
  writeSections
} from './summary/summary-words'
import { deskWriter } from './words/desk-writer'

const directions = { up: 'bull', down: 'bear', even: 'neutral' } as const

/**
 * What a role came to for the count of sides, null where it votes on nothing. Of a role that a model
 * answers it is the desk's vote beside it: a model's stance counts in no call of the room.
 */
const countedStance = (role: RoleState, { votes }: Room): Stance | null => {
  if (role.analyst !== 'model' || !isReadByDesk(role)) {
    return role.status === 'ok' ? role.stance : 'no-call'
  }
  const vote = votes.find((each) => each.role === role.role)
  if (vote !== undefined) return stanceOf(vote.p)
  return role.status === 'ok' ? null : 'no-call'
}

/** Counts what each role but the Strategist came to; roles that never vote count nowhere. */
const consensusOf = ({ roles }: SessionState, room: Room): SummaryData['consensus'] => {
  const consensus = { up: 0, down: 0, neutral: 0, abstained: 0 }
  for (const role of roles) {
    if (role.role === 'strategist') continue
    const stance = countedStance(role, room)
    if (stance === 'no-call') consensus.abstained += 1
    else if (stance !== null) {
      const way = directionOf(stance)
      consensus[way === 'even' ? 'neutral' : way] += 1
    }
  }
  return consensus
}

/** JSON knows no infinity: the error of a single forecast is null there. */
const recordData = (record: ForecastRecord | null): SummaryRecord | null =>
  record === null ? null : { ...record, se: Number.isFinite(record.se) ? record.se : null }

/** The summary and the forecasts that go on record with it. Pure: no clock, no other source. */
export const summaryOf = (
  state: SessionState,
  language: Language
): { summary: SummaryData; forecasts: FiledForecast[] } => {
  const book = new FactBook(state.facts)
  const writer = deskWriter(language)
  const room = roomOf(book, state)
  const { call, options } = room
  const flags = flagTexts(book, state, writer)
  const since = sinceOf(book, room).map((finding) => say([finding], writer))
  const { sections, claims } = writeSections(sectionFindings(book, state), writer)
  const summary: SummaryData = {
    header: headerText(book, { state, flags }, writer),
    stanceLine: stanceText(book, room, writer),
    stance: call.stance,
    direction: directions[directionOf(call.stance)],
    p: call.p,
    confidence: call.confidence,
    margin: call.margin,
    event: eventText(book, writer),
    sections,
    consensus: consensusOf(state, room),
    lines: evidenceLines(book, { state, room }, writer),
    dissent: dissentText(book, room, writer),
    swing: swingText(book, room, writer),
    flipPrices: flipPricesOf(book, room),
    missing: missingItems(book, state, writer),
    claims,
    flags,
    record: recordData(options.record),
    concedes: concessionsOf(book, state, writer),
    changes: changesOf(book, room, writer),
    notRead: notReadItems(book, writer),
    ...(since.length > 0 ? { since } : {})
  }
  const forecasts = [...filedForecasts(book, room, state), ...modelForecasts(book, state)]
  return { summary, forecasts }
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
