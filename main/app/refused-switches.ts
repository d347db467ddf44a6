/**
 * Chromium's switches that take the page's walls away, let another program steer it, or run one of
 * somebody's choice. A packaged program does not start with any of them.
 */
export const refusedSwitches = [
  'no-sandbox',
  'disable-gpu-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'no-zygote',
  'single-process',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'js-flags',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path'
] as const

/** Those by which a debugger is let in. */
export const debuggingSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-targets',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid'
] as const

export interface SwitchRules {
  packaged: boolean
  /**
   * Whether Node's inspector is open already. What is shipped has no way to open it (a fuse); a copy
   * that is made for tests has, and whoever is in there needs no other door.
   */
  inspected: boolean
  hasSwitch: (name: string) => boolean
}

/** The switches on the command line for which this program refuses to start. */
export const refusedOf = ({ packaged, inspected, hasSwitch }: SwitchRules): string[] => {
  if (!packaged) return []
  const names = inspected ? refusedSwitches : [...refusedSwitches, ...debuggingSwitches]
  return names.filter(hasSwitch)
}

/**
 * Which words tell of refused switches. An AppImage gives itself `--no-sandbox` where the system keeps
 * ordinary programs from making one, so its person is told of a package that brings one along.
 */
export const refusalWords = (
  names: readonly string[],
  { isAppImage }: { isAppImage: boolean }
): 'refused.appImage' | 'refused.switches' =>
  isAppImage && names.length === 1 && names[0] === 'no-sandbox'
    ? 'refused.appImage'
    : 'refused.switches'
