import { chmodSync } from 'node:fs'
import { errorShape } from '../../main/kernel/errors'
import { FaultRoom } from './fault-room'

/** What the program does, in order; each step has an outcome that is printed. */
export type FaultStep =
  | { do: 'open'; readOnly?: boolean }
  | { do: 'run'; thousands: number }
  | { do: 'put'; bytes: number }
  | { do: 'chmod'; path: string; mode: number }
  | { do: 'find' }
  | { do: 'close' }

export interface FaultOrder {
  folder: string
  workerFile: string
  /** Whom to become before anything is done; null stays who it is. */
  uid: number | null
  steps: FaultStep[]
}

const everything = { text: '', stance: null, end: null, asOf: { from: null, to: null } }
const { folder, workerFile, uid, steps } = JSON.parse(process.argv[2] ?? '{}') as FaultOrder

let room: FaultRoom | null = null
let fill = 0

const opened = (): FaultRoom => {
  if (room === null) throw new Error('nothing is open')
  return room
}

const outcomeOf = async (step: FaultStep): Promise<unknown> => {
  switch (step.do) {
    case 'open':
      room = await FaultRoom.open({ folder, workerFile, readOnly: step.readOnly ?? false })
      return null
    case 'run':
      return opened().run(step.thousands)
    case 'put':
      fill += 1
      return opened().put(step.bytes, fill)
    case 'chmod':
      return chmodSync(step.path, step.mode)
    case 'find': {
      const { archive, journal } = opened().storage
      const sessions = (await archive.list(everything)).map(({ session }) => session).sort()
      const lengths = await Promise.all(sessions.map((id) => journal.read(id, 0)))
      return sessions.filter((_, index) => (lengths[index]?.length ?? 0) > 1)
    }
    case 'close':
      return opened().close()
  }
}

const become = (id: number): void => {
  process.setgroups?.([])
  process.setgid?.(id)
  process.setuid?.(id)
}

if (uid !== null) become(uid)
const outcomes: unknown[] = []
for (const step of steps) {
  outcomes.push(await outcomeOf(step).catch((error: unknown) => errorShape(error).code))
}
process.stdout.write(JSON.stringify(outcomes.map((outcome) => outcome ?? null)))
