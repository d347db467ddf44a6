import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { connect as connectTls, rootCertificates } from 'node:tls'
import { SetupError } from '../support/setup-error.mjs'

const MAX_REDIRECTS = 8
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * How requests leave this machine, as npm is configured: `proxy`, `httpsProxy`, `noProxy` (host
 * endings), `ca` (extra PEM certificates) and `strictTls`.
 * @param {Record<string, unknown>} config what `npm config list --json` says
 */
export function networkOf(config = {}) {
  const certificates = [config.ca].flat().filter((text) => typeof text === 'string')
  if (typeof config.cafile === 'string') {
    certificates.push(readFileSync(config.cafile, 'utf8'))
  }
  const noProxy = [config.noproxy].flat().filter((text) => typeof text === 'string')
  return {
    proxy: config.proxy || null,
    httpsProxy: config['https-proxy'] || config.proxy || null,
    noProxy: noProxy.flatMap((text) => text.split(',')).map((text) => text.trim()),
    ca: certificates.length > 0 ? [...rootCertificates, ...certificates] : undefined,
    strictTls: config['strict-ssl'] !== false
  }
}

/**
 * Gets `url`, following redirects, and resolves with the response once its headers are there.
 * @param {string} url http or https
 * @param {{ headers?: Record<string, string>, network?: ReturnType<typeof networkOf>, firstByteMs: number }} options
 *   firstByteMs limits the whole way to the headers, redirects and name look-up included
 */
export async function get(url, { headers = {}, network = networkOf(), firstByteMs }) {
  const deadlineMs = performance.now() + firstByteMs
  let target = new URL(url)
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await getOnce(target, headers, network, deadlineMs - performance.now())
    if (!REDIRECTS.has(response.statusCode) || !response.headers.location) {
      return response
    }
    response.resume()
    target = new URL(response.headers.location, target)
  }
  throw new SetupError(`${target.host} redirects without end.`, { code: 'unreachable' })
}

function getOnce(target, headers, network, limitMs) {
  return new Promise((resolve, reject) => {
    let request = null
    const fail = (reason, cause) => {
      clearTimeout(timer)
      request?.destroy()
      const message = `${target.host} cannot be reached (${reason}).`
      reject(new SetupError(message, { code: 'unreachable', cause }))
    }
    const timer = setTimeout(() => fail('no answer in time'), Math.max(0, limitMs))
    const watch = (started) => {
      request = started
      request.on('error', (error) => fail(error.code ?? error.message, error))
    }
    send(target, headers, network, watch, (response) => {
      clearTimeout(timer)
      resolve(response)
    })
  })
}

function send(target, headers, network, watch, done) {
  const secure = target.protocol === 'https:'
  const proxy = proxyFor(target, network)
  const tls = { ca: network.ca, rejectUnauthorized: network.strictTls }
  if (proxy === null) {
    watch((secure ? https : http).get(target, { headers, agent: false, ...tls }, done))
    return
  }
  if (!secure) {
    const { headers: credentials, ...address } = proxyAddress(proxy)
    const sent = { host: target.host, ...credentials, ...headers }
    watch(http.get({ ...address, path: target.href, agent: false, headers: sent }, done))
    return
  }
  const authority = `${target.hostname}:${target.port || 443}`
  const tunnel = http.request({ ...proxyAddress(proxy), method: 'CONNECT', path: authority })
  watch(tunnel)
  tunnel.on('connect', (response, socket) => {
    if (response.statusCode !== 200) {
      tunnel.emit('error', new Error(`the proxy answers ${response.statusCode}`))
      return
    }
    const createConnection = () => connectTls({ socket, servername: target.hostname, ...tls })
    // Without an agent, since an agent would open a connection of its own.
    const sent = { host: target.host, ...headers }
    watch(https.get(target, { headers: sent, createConnection }, done))
  })
  tunnel.end()
}

function proxyFor(target, network) {
  const exempt = network.noProxy.some((ending) => {
    const name = ending.replace(/^\*?\./, '')
    return (
      name === '*' || target.hostname === name || (name && target.hostname.endsWith(`.${name}`))
    )
  })
  const proxy = target.protocol === 'https:' ? network.httpsProxy : network.proxy
  return exempt || !proxy ? null : new URL(proxy)
}

function proxyAddress(proxy) {
  const address = { host: proxy.hostname, port: proxy.port || 80 }
  if (!proxy.username) {
    return address
  }
  const name = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const credentials = `Basic ${Buffer.from(name).toString('base64')}`
  return { ...address, headers: { 'proxy-authorization': credentials } }
}
