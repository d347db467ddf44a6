import type { MarkdownView } from '../../../stream/markdown-view'
import { useFactsStore } from '../stores/facts-store'

export interface FactLinkHandlers {
  onClick: (event: MouseEvent) => void
  onKeydown: (event: KeyboardEvent) => void
  onFocusin: (event: FocusEvent) => void
}

/** What a text with citations does on click, keys and focus; `view` is the text's own. */
export const useFactLinks = (view: () => MarkdownView | null): FactLinkHandlers => {
  const facts = useFactsStore()
  return {
    onClick: ({ target }) => {
      const link = target instanceof Element ? target.closest<HTMLElement>('.fact-link') : null
      const id = link?.dataset['fact']
      if (link !== null && id !== undefined) facts.show(id, link)
    },
    onKeydown: (event) => {
      if (view()?.roving.onKey(event) === true) event.preventDefault()
    },
    onFocusin: ({ target }) => view()?.roving.settle(target)
  }
}
