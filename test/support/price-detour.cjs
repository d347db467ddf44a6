// Loaded ahead of the built program: what it sends to a secure address goes to the price server of
// the test, the host in front of its path. The program itself has no switch for that.
const http = require('node:http')
const https = require('node:https')
const { syncBuiltinESMExports } = require('node:module')

const server = process.env.PRICE_DETOUR

https.request = (address, options) => {
  const { host, pathname, search } = new URL(address)
  const headers = { ...options.headers, connection: 'close' }
  return http.request(`${server}/${host}${pathname}${search}`, {
    ...options,
    headers,
    createConnection: undefined
  })
}
syncBuiltinESMExports()
