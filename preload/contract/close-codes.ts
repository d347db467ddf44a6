/** Close codes of the event socket. 4000–4999 are ours; docs/protocol.md explains each. */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  protocolError: 1002,
  invalidText: 1007,
  tooManyFragments: 1008,
  tooLarge: 1009,
  internal: 1011,
  helloTimeout: 4001,
  badMessage: 4002,
  noPong: 4004,
  tooManyMessages: 4005,
  tooManyConnections: 4006,
  slowReader: 4008
} as const
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]
