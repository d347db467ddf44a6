import { parentPort } from 'node:worker_threads'

/** The text of a log line with which a storage thread ends before it keeps anything. */
const lastWords = 'the storage thread ends here'

parentPort?.on('message', (request: unknown) => {
  if (JSON.stringify(request).includes(lastWords)) process.exit(1)
})
