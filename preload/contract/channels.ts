/** Names of everything that crosses a boundary; both sides use these and no literal of their own. */
export const ipcChannels = {
  invoke: 'war-room:invoke',
  menu: 'war-room:menu'
} as const

export const streamPath = '/api/v1/ws'
export const streamSubprotocol = 'war-room.v1'
/** The ticket goes up as a second sub-protocol entry: this prefix and 43 characters of base64url. */
export const ticketSubprotocolPrefix = 'ticket.'
export const appScheme = 'app'
export const appHost = 'war-room'
export const appOrigin = `${appScheme}://${appHost}`
/**
 * The shell's network layer may add this to the upgrade: who asks, as main knows it (a page cannot
 * set it). A ticket of another window is then refused.
 */
export const windowHeader = 'x-war-room-window'
