const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/**
 * Moves the focus to the next region of the window (marked `data-region`), or the previous one: to
 * the first thing there that takes it.
 */
export const moveToRegion = (backwards: boolean): void => {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) =>
      region.checkVisibility() &&
      region.closest('[inert]') === null &&
      region.querySelector(focusable) !== null
  )
  if (regions.length === 0) return
  const here = regions.findIndex((region) => region.contains(document.activeElement))
  const step = backwards ? -1 : 1
  const from = here === -1 && backwards ? 0 : here
  const next = regions[(from + step + regions.length) % regions.length]
  next?.querySelector<HTMLElement>(focusable)?.focus()
}
