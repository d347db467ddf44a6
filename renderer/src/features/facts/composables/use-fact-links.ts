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
  const open = (target: EventTarget | null): boolean => {
    const link = target instanceof Element ? target.closest<HTMLElement>('.fact-link') : null
    const id = link?.dataset['fact']
    if (link === null || id === undefined) return false
    facts.show(id, link)
    return true
  }
  const isPress = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
    (key === 'Enter' || key === ' ') && !ctrlKey && !metaKey && !altKey
  return {
    onClick: ({ target }) => void open(target),
    onKeydown: (event) => {
      const taken = isPress(event) ? open(event.target) : view()?.roving.onKey(event) === true
      if (taken) event.preventDefault()
    },
    onFocusin: ({ target }) => view()?.roving.settle(target)
  }
}
