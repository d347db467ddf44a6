import type { Notice } from '../../preload/contract/notices'
import type { OutputPort } from './host'
import { plainLine } from './plain-text'
import type { Words } from './words'

/** Says on stderr, a line each, what opening a data folder found. */
export const tellNotices = (notices: readonly Notice[], words: Words, stderr: OutputPort): void => {
  for (const { error } of notices) {
    stderr.write(`${plainLine(words.text('problem', { message: words.error(error) }))}\n`)
  }
}
