import type { Words } from '../shell-words'

/** What a person who asked for a check is told. Versions as `1.2.3`. */
export type UpdateNews =
  | { kind: 'none' }
  | { kind: 'elsewhere'; version: string; page: string | null }
  | { kind: 'downloading'; version: string }
  /** Fetched; so many sessions run. */
  | { kind: 'waiting'; version: string; running: number }
  | { kind: 'failed'; reason: string }

const bytesPerMegabyte = 1_000_000

export interface UpdateWordsOptions {
  words: Words
  name: string
}

/** The question whether to restart now for a version of so many bytes, where that is known. */
export const offerText = (
  { version, bytes }: { version: string; bytes: number | null },
  { words, name }: UpdateWordsOptions
): { message: string; detail: string; yes: string; no: string } => ({
  message: words('updates.offer', { name, version }),
  detail:
    bytes === null
      ? words('updates.offerDetailNoSize', { name })
      : words('updates.offerDetail', { name, size: Math.ceil(bytes / bytesPerMegabyte) }),
  yes: words('updates.restart'),
  no: words('updates.later')
})

const detailOf = (news: UpdateNews, words: Words): string => {
  if (news.kind === 'failed') return news.reason
  if (news.kind === 'waiting') return words('updates.waitingDetail', { count: news.running })
  const detail = words(`updates.${news.kind}Detail`)
  if (news.kind !== 'elsewhere' || news.page === null) return detail
  return `${detail}\n\n${words('updates.elsewherePage', { page: news.page })}`
}

/** The words of a piece of news; `own` is this program's version. */
export const newsText = (
  news: UpdateNews,
  { words, name, own }: UpdateWordsOptions & { own: string }
): { message: string; detail: string } => {
  const version = 'version' in news ? news.version : own
  return {
    message: words(`updates.${news.kind}`, { name, version }),
    detail: detailOf(news, words)
  }
}
