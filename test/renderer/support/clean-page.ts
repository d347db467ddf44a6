import { afterAll, vi } from 'vitest'

/** What a file left behind in the window that the files after it are shown in. */
const leftBehind = (): string[] => {
  const nodes = [...document.body.childNodes].map((node) => `<body> holds ${node.nodeName}`)
  const stored = Object.keys(localStorage).map((key) => `localStorage holds ${key}`)
  return [...nodes, ...stored, ...(vi.isFakeTimers() ? ['timers are fake'] : [])]
}

// Files share a window: one that leaves something in it fails itself, not the file after it.
afterAll(() => {
  const left = leftBehind()
  document.body.replaceChildren()
  localStorage.clear()
  vi.useRealTimers()
  if (left.length > 0) throw new Error(`the window was not left clean: ${left.join(', ')}`)
})
