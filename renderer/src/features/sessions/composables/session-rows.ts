import type { SessionEnd } from '../../../../../preload/contract/session-state'
import type { SessionEndKind, SessionListing } from '../../../../../preload/contract/sessions'
import { computed } from 'vue'
import type { Formats } from '../../../app/formats'
import { useFormats } from '../../../app/use-formats'
import { useText, type Text } from '../../../app/use-text'
import type { Tone } from '../../../ui/UiChip.vue'
import { sessionTones, stanceTones } from '../../session/composables/tones'

/** A kept session in the reader's words: all that its row shows. */
export interface SessionRow {
  session: string
  subject: string
  asOf: string
  started: string
  stance: { text: string; tone: Tone } | null
  end: { kind: SessionEndKind; text: string; tone: Tone; reason: string }
  events: string
  running: boolean
}

const none = '–'

const kinds = {
  'session.completed': 'completed',
  'session.cancelled': 'cancelled',
  'session.failed': 'failed'
} as const

const reasonOf = (end: SessionEnd, { t, errorText }: Text): string => {
  if (end.type === 'session.cancelled') return t(`reason.${end.reason}`)
  return end.type === 'session.failed' ? errorText(end.error) : ''
}

const endOf = (terminal: SessionEnd | null, text: Text): SessionRow['end'] => {
  const kind = terminal === null ? 'running' : kinds[terminal.type]
  return {
    kind,
    text: text.t(`session.${kind}`),
    tone: sessionTones[kind],
    reason: terminal === null ? '' : reasonOf(terminal, text)
  }
}

const sessionRow = (listing: SessionListing, formats: Formats, text: Text): SessionRow => ({
  session: listing.session,
  subject: listing.subject,
  asOf: listing.asOf === null ? none : formats.date(listing.asOf),
  started: formats.dateTime(listing.startedAt),
  stance:
    listing.stance === null
      ? null
      : { text: text.t(`stance.${listing.stance}`), tone: stanceTones[listing.stance] },
  end: endOf(listing.terminal, text),
  events: formats.number(listing.events, 0),
  running: listing.terminal === null
})

/** The row of a listing: made when it is first drawn, and again in another language. */
export const useSessionRows = (): ((listing: SessionListing) => SessionRow) => {
  const text = useText()
  const formats = useFormats()
  const made = computed(() => ({ formats: formats.value, rows: new WeakMap<object, SessionRow>() }))
  return (listing) => {
    const known = made.value.rows.get(listing)
    if (known !== undefined) return known
    const row = sessionRow(listing, made.value.formats, text)
    made.value.rows.set(listing, row)
    return row
  }
}
