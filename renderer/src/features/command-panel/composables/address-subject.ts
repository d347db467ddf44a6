/** The subject that this window was opened with, a case or a path; null for an empty room. */
export const addressSubject = (): string | null =>
  new URLSearchParams(window.location.search).get('subject')
