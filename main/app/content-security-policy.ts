import { streamHost } from './stream-host'

/**
 * What a page may load and do. The only door out is this launch's event socket, named with its
 * port; scripts and styles come from our own files, and only two named policies, of libraries, make HTML.
 */
export const contentSecurityPolicy = (streamPort: number): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ws://${streamHost}:${streamPort}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue dompurify'
  ].join('; ')
