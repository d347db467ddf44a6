/** Where the event socket listens, as the page sees it. */
export const streamHost = '127.0.0.1'
