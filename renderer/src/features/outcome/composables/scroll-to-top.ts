const gapPx = 12

const scrolls = (element: Element): boolean =>
  /auto|scroll/.test(getComputedStyle(element).overflowY) &&
  element.scrollHeight > element.clientHeight

const scrollerOf = (element: Element): Element | null => {
  let parent = element.parentElement
  while (parent !== null && !scrolls(parent)) parent = parent.parentElement
  return parent
}

/** Brings an element to the top of what it scrolls in, and moves nothing around that. */
export const scrollToTop = (element: Element): void => {
  const scroller = scrollerOf(element)
  if (scroller === null) return
  const offset = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top
  scroller.scrollTop += offset - gapPx
}
