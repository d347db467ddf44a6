import { APICallError } from 'ai'
import { describe, expect, it } from 'vitest'
import { providerError, retryAfterMs } from '../../../../main/analysts/model/provider-error'

const wallMs = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT')
const key = 'canary-key'

const refused = (
  statusCode: number,
  message: string,
  more: { headers?: Record<string, string>; body?: string } = {}
): APICallError =>
  new APICallError({
    message,
    url: 'http://provider/v1',
    requestBodyValues: { prompt: 'the prompt' },
    statusCode,
    ...(more.headers === undefined ? {} : { responseHeaders: more.headers }),
    ...(more.body === undefined ? {} : { responseBody: more.body })
  })

const codeOf = (error: unknown): string => providerError(error, { provider: 'P', key, wallMs }).code

describe('what a provider says becomes', () => {
  it.each([
    [401, 'Incorrect API key provided', 'bad-key'],
    [403, 'Forbidden', 'bad-key'],
    [400, 'API key not valid. Please pass a valid API key.', 'bad-key'],
    [402, 'Insufficient Balance', 'no-quota'],
    [400, 'Your credit balance is too low to access the API', 'no-quota'],
    [429, 'You exceeded your current quota', 'no-quota'],
    [429, 'Rate limit reached for requests', 'rate-limited'],
    [404, 'The model `x` does not exist', 'model-not-found'],
    [404, 'models/x is not found for API version v1beta', 'model-not-found'],
    [404, 'Not Found', 'bad-response'],
    [400, "This model's maximum context length is 8192 tokens", 'context-too-long'],
    [400, 'prompt is too long: 210000 tokens > 200000 maximum', 'context-too-long'],
    [413, 'Request too large', 'context-too-long'],
    [408, 'Request Timeout', 'overloaded'],
    [500, 'Internal Server Error', 'overloaded'],
    [529, 'Overloaded', 'overloaded'],
    [301, 'Moved Permanently', 'bad-response'],
    [400, 'Bad Request', 'bad-response']
  ])('of %i %j: provider.%s', (status, message, code) => {
    expect(codeOf(refused(status, message))).toBe(`provider.${code}`)
  })

  it('is a missing key where none was sent, and no bad one', () => {
    const error = refused(401, 'Incorrect API key provided')
    expect(providerError(error, { provider: 'P', key: null, wallMs }).code).toBe('provider.no-key')
  })

  it.each([
    [{ type: 'overloaded_error', message: 'Overloaded' }, 'overloaded'],
    [{ type: 'overloaded_error' }, 'overloaded'],
    ['Rate limit exceeded', 'overloaded'],
    [new Error('socket hang up'), 'network'],
    [new Error('read ECONNRESET'), 'network'],
    [new Error('aborted'), 'network'],
    [new Error('the run was aborted by an editor'), 'bad-response'],
    [undefined, 'bad-response'],
    [null, 'bad-response'],
    [{}, 'bad-response']
  ])('within a stream, of %j: provider.%s', (error, code) => {
    expect(codeOf(error)).toBe(`provider.${code}`)
  })
})

describe('a time to come back', () => {
  it.each([
    ['2', 2_000],
    ['0.05', 50],
    ['-3', 0],
    ['Sat, 21 Nov 2026 10:00:05 GMT', 5_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['', null],
    ['soon', null],
    ['in 5', null],
    ['Infinity', null]
  ])('of %j is read as %j ms', (value, ms) => {
    expect(retryAfterMs(value, wallMs)).toBe(ms)
  })

  it('is honoured from a body too, and makes a spent quota a limit that passes', () => {
    const body = '{"error":{"details":[{"retryDelay":"33.5s"}]}}'
    const error = refused(429, 'You exceeded your current quota, see billing', { body })
    const told = providerError(error, { provider: 'P', key, wallMs })
    expect([told.code, told.retryAfterMs]).toEqual(['provider.rate-limited', 33_500])
  })
})

describe('an error carries', () => {
  it('the words of the provider in short, without the key, and nothing else of the call', () => {
    const body = `{"you sent":"${key}"}`
    const error = refused(400, `no ${key}: ${'x'.repeat(500)}`, { body })
    const told = providerError(error, { provider: 'P', key, wallMs })
    expect(told.parameters['detail']).toHaveLength(200)
    expect(told.parameters['detail']).toMatch(/^no …: x/)
    expect(told.cause).toBeUndefined()
  })

  it('the status where there are no words', () => {
    const told = providerError(refused(502, ''), { provider: 'P', key, wallMs })
    expect(told.message).toBe('P: HTTP 502')
  })

  it('no part of a key either, in words that were cut in its midst', () => {
    const cut = new Error(`it sent application/json: {"you sent":"${key.slice(0, -1)}`)
    const told = providerError(cut, { provider: 'P', key, wallMs })
    expect(told.message).toBe('P: it sent application/json: {"you sent":"…')
  })

  it('its words as they are where the key is empty', () => {
    const told = providerError('no', { provider: 'P', key: '', wallMs })
    expect(told.message).toBe('P: no')
  })
})
