import { createPrivateKey, X509Certificate } from 'node:crypto'

/** DER in base64; made for these tests, and known to nobody's system. */
const certificateBytes = [
  'MIIBfzCCASWgAwIBAgIUHzoCAYCrYkJbkfG6aOJPfdVOdT4wCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJMTI3LjAu',
  'MC4xMCAXDTI2MTEyMTExMjQyOVoYDzIxMjYxMDI4MTEyNDI5WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcq',
  'hkjOPQIBBggqhkjOPQMBBwNCAARfOQe8KaG16W0QDpRu/m6SlGi1NljJPmsfYUy+7GGAc2qdhtNYxB7530Qb43sH',
  'KmWb2LrZlvFa2bcz0+KvCZAEo1MwUTAdBgNVHQ4EFgQUcUbAKvrrBxScF09tMyGDNVdzmWIwHwYDVR0jBBgwFoAU',
  'cUbAKvrrBxScF09tMyGDNVdzmWIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA9iAQOHFUtRwb',
  'gJmdbywI7tDmK/0rURsdhgAQ2r8E1loCIG/vB29XbWnXHXQLY5alRPJPIsfgAabvdQhIhPmgTo0w'
]
const keyBytes = [
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3WU/B/LDtnI4h8Vqix2k5lw0QPIz/W4Zpu5Rpd6U',
  'yVehRANCAARfOQe8KaG16W0QDpRu/m6SlGi1NljJPmsfYUy+7GGAc2qdhtNYxB7530Qb43sHKmWb2LrZlvFa2bcz',
  '0+KvCZAE'
]

const der = (lines: readonly string[]): Buffer => Buffer.from(lines.join(''), 'base64')

/** A certificate for 127.0.0.1 that its own key has signed, in PEM. */
export const certificate = new X509Certificate(der(certificateBytes)).toString()
export const certificateKey = createPrivateKey({
  key: der(keyBytes),
  format: 'der',
  type: 'pkcs8'
}).export({ format: 'pem', type: 'pkcs8' })
