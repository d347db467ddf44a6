/** A role's panel, as it stands in the document. */
export const panel = (role = 'bull'): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-role="${role}"]`)
  if (found === null) throw new Error(`no panel of ${role}`)
  return found
}

/** A part of it; null where it is not shown. */
export const within = (testId: string, role = 'bull'): HTMLElement | null =>
  panel(role).querySelector<HTMLElement>(`[data-testid="${testId}"]`)
