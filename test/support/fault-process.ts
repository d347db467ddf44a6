import { execFile } from 'node:child_process'
import type { FaultBuild } from './fault-build'
import type { FaultOrder, FaultStep } from './fault-child'

const limitMs = 60_000
/** What `ulimit -f` counts in. */
const blockBytes = 512
const nobody = 65_534

/** Root may write anywhere, so it has to become somebody else; other users stay who they are. */
const withoutRights = process.getuid?.() === 0 ? nobody : null

const runChild = (command: string, args: string[]): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    execFile(command, args, { timeout: limitMs }, (error, stdout, stderr) => {
      if (error !== null) reject(new Error(`${error.message}\n${stderr}`))
      else resolve(JSON.parse(stdout) as unknown[])
    })
  })

/** Runs the steps as a user who has no rights but over what is theirs; gives their outcomes. */
export const asNobody = (
  { workerFile, childFile }: FaultBuild,
  folder: string,
  steps: FaultStep[]
): Promise<unknown[]> => {
  const order: FaultOrder = { folder, workerFile, uid: withoutRights, steps }
  return runChild(process.execPath, [childFile, JSON.stringify(order)])
}

/** Runs the steps in a process that no file may grow in beyond a size; gives their outcomes. */
export const withFileLimit = (
  { workerFile, childFile }: FaultBuild,
  folder: string,
  limitBytes: number,
  steps: FaultStep[]
): Promise<unknown[]> => {
  const order: FaultOrder = { folder, workerFile, uid: null, steps }
  const limited = `trap "" XFSZ; ulimit -f ${Math.ceil(limitBytes / blockBytes)}; exec "$@"`
  const program = [process.execPath, childFile, JSON.stringify(order)]
  return runChild('sh', ['-c', limited, 'sh', ...program])
}
