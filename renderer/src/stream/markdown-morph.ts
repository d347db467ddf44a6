const sameElement = (before: Element, after: Element): boolean =>
  before.tagName === after.tagName &&
  before.attributes.length === after.attributes.length &&
  [...after.attributes].every((each) => before.getAttribute(each.name) === each.value)

/**
 * Makes `before` read like `after` and leaves alone whatever is the same already, so that growing
 * text keeps its selection, its focus and the elements that a popover is anchored to.
 */
export const morphChildren = (before: Element, after: ParentNode & Node): void => {
  const wanted = [...after.childNodes]
  wanted.forEach((node, index) => {
    const current = before.childNodes[index]
    if (current === undefined) {
      before.append(node)
    } else if (current instanceof Element && node instanceof Element) {
      morphElement(current, node)
    } else if (current.nodeType === Node.TEXT_NODE && node.nodeType === Node.TEXT_NODE) {
      if (current.nodeValue !== node.nodeValue) current.nodeValue = node.nodeValue
    } else {
      current.replaceWith(node)
    }
  })
  while (before.childNodes.length > wanted.length) before.lastChild?.remove()
}

/** As `morphChildren`, for an element that may have to be another. */
export const morphElement = (before: Element, after: Element): void => {
  if (sameElement(before, after)) morphChildren(before, after)
  else before.replaceWith(after)
}
