import { isIsoDate } from '../price-file/calendar'
import { oneLine, withoutMarks } from '../notes/full-width'

/** What a source says was published. Nothing of it is trusted to be what it seems. */
export interface Headline {
  /** ISO date of its publication, in the market's own time zone. */
  date: string
  title: string
  publisher: string | null
  /** Kept where it is an `https` address without a user. */
  link: string | null
}

const longestTitle = 300
const longestPublisher = 60
const longestLink = 1_000
export const mostHeadlines = 500

const cut = (text: string, longest: number): string => {
  const characters = [...text]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text
}

const plain = (text: string, longest: number): string => cut(withoutMarks(oneLine(text)), longest)

/** Parentheses and ends of sentences inside a name would part it from its headline. */
const publisherOf = (publisher: string | null): string => {
  const name = plain(publisher ?? '', longestPublisher).replace(/[()（）。！？!?]+/g, ' ')
  const words = oneLine(name)
  return words === '' ? '' : ` (${words})`
}

const linkOf = (link: string | null): string => {
  const url = link === null || !URL.canParse(link) ? null : new URL(link)
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    return ''
  }
  // An address as the standard writes it has no space and no angle bracket left.
  return url.href.length > longestLink || /[\s<>]/.test(url.href) ? '' : ` <${url.href}>`
}

const lineOf = ({ date, title, publisher, link }: Headline): string | null => {
  const words = plain(title, longestTitle)
  if (words === '' || !isIsoDate(date)) return null
  return `${date} ${words}${publisherOf(publisher)}${linkOf(link)}`
}

/**
 * Headlines as a note: one line each, `YYYY-MM-DD title (publisher) <https link>`, oldest first, the
 * same line once, the latest 500. A headline stays one line whatever it holds, and no mark in it can
 * be taken for Markdown, a tag or a citation. Null when there is none that can be dated.
 */
export const writeHeadlines = (headlines: readonly Headline[]): Uint8Array | null => {
  const lines = headlines.map(lineOf).filter((line) => line !== null)
  const sorted = [...new Set(lines)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  if (sorted.length === 0) return null
  return new TextEncoder().encode(`${sorted.slice(-mostHeadlines).join('\n')}\n`)
}
