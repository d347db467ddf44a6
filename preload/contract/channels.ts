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
