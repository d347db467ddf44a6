import { readFile, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { appHost, appScheme } from '../../preload/contract/channels'

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2'
}

/** Every power that a page of ours has no use for, switched off for it and for what it embeds. */
const permissionsPolicy = [
  'camera',
  'microphone',
  'geolocation',
  'display-capture',
  'usb',
  'serial',
  'hid',
  'bluetooth',
  'payment',
  'midi'
]
  .map((power) => `${power}=()`)
  .join(', ')

export interface AppFilesOptions {
  /** The folder of the built page; nothing outside it is ever read. */
  root: string
  /** The policy of this launch. */
  policy: string
}

const answer = (
  status: number,
  body: Uint8Array<ArrayBuffer> | null,
  policy: string,
  contentType: string
): Response =>
  new Response(body, {
    status,
    headers: {
      'Content-Type': contentType,
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': permissionsPolicy,
      'Cache-Control': 'no-cache'
    }
  })

const decoded = (pathname: string): string | null => {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}

/**
 * The file that a URL of ours names, or null. The decoded path must consist of plain names: no
 * `..`, no backslash, no colon, no NUL, so that it cannot lead out of `root`.
 */
export const fileOf = (root: string, address: string): string | null => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || url.protocol !== `${appScheme}:` || url.host !== appHost) return null
  const path = decoded(url.pathname)
  if (path === null) return null
  const names = path === '/' ? ['index.html'] : path.split('/').slice(1)
  const plain = (name: string): boolean => /^[\w-][\w.-]*$/.test(name) && !name.includes('..')
  if (!names.every(plain)) return null
  const file = join(root, ...names)
  return file.startsWith(root + sep) ? file : null
}

/** Serves the built page's files, each with its type and the launch's policy; else 404 or 405. */
export const createAppFiles = ({
  root,
  policy
}: AppFilesOptions): ((request: Request) => Promise<Response>) => {
  const refuse = (status: number): Response => answer(status, null, policy, 'text/plain')
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const file = fileOf(root, request.url)
    const type = file === null ? undefined : mimeTypes[extname(file).toLowerCase()]
    if (file === null || type === undefined) return refuse(404)
    try {
      if (!(await stat(file)).isFile()) return refuse(404)
      const body = request.method === 'HEAD' ? null : new Uint8Array(await readFile(file))
      return answer(200, body, policy, type)
    } catch {
      return refuse(404)
    }
  }
}
