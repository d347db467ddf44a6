import type { Page } from 'playwright'

/** What a page sends to open its event socket, as the network sees it. */
export interface SeenUpgrades {
  readonly addresses: string[]
  readonly tickets: string[]
}

const ticketOf = /\bticket\.([\w-]{43})\b/

/** Watches a page's upgrades from its next load on. */
export const watchUpgrades = async (page: Page): Promise<SeenUpgrades> => {
  const seen: SeenUpgrades = { addresses: [], tickets: [] }
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  network.on('Network.webSocketCreated', ({ url }) => seen.addresses.push(url))
  network.on('Network.webSocketWillSendHandshakeRequest', ({ request }) => {
    const ticket = ticketOf.exec(JSON.stringify(request.headers))?.[1]
    if (ticket !== undefined) seen.tickets.push(ticket)
  })
  return seen
}

/** All that a page's own script could find of a secret: its address, its stores, what it loaded. */
export const pageMemory = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const loaded = performance.getEntries().map(({ name }) => name)
    const stores = [{ ...localStorage }, { ...sessionStorage }, databases]
    const shown = [location.href, document.referrer, document.documentElement.outerHTML]
    return JSON.stringify([...shown, loaded, stores, window.name, history.state])
  })
