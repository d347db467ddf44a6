import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const isLinux = process.platform === 'linux'

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Every process of this machine; none where there is no /proc. */
export const processIds = (): number[] =>
  isLinux
    ? readdirSync('/proc')
        .map(Number)
        .filter((id) => Number.isInteger(id) && id > 0)
    : []

/** The parent of a process: the second number after its name, which may hold anything. */
const parentOf = (id: number): number => {
  const stat = read(`/proc/${id}/stat`)
  return Number(
    stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .at(1)
  )
}

/** When a process began; with its id it is told from a later one of the same id. */
const birthOf = (id: number): string => {
  const stat = read(`/proc/${id}/stat`)
  return (
    stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .at(19) ?? ''
  )
}

export interface ProcessMark {
  id: number
  birth: string
}

/** A process and all below it, as they are now. Empty where there is no /proc. */
export const processTree = (root: number): ProcessMark[] => {
  const all = processIds().map((id) => ({ id, parent: parentOf(id) }))
  const below = (id: number): number[] => [
    id,
    ...all.filter(({ parent }) => parent === id).flatMap((child) => below(child.id))
  ]
  return isLinux ? below(root).map((id) => ({ id, birth: birthOf(id) })) : []
}

const isZombie = (id: number): boolean => / Z /.test(read(`/proc/${id}/stat`))

/** Those of the marked processes that still run. */
export const stillRunning = (marks: readonly ProcessMark[]): number[] =>
  marks
    .filter(({ id, birth }) => birth !== '' && birthOf(id) === birth && !isZombie(id))
    .map(({ id }) => id)

/** Whether the kernel filters a process's system calls: Chromium's sandbox is on. */
export const isSandboxed = (id: number): boolean =>
  /^Seccomp:\s*2$/m.test(read(`/proc/${id}/status`))

const socketInodes = (id: number): Set<string> => {
  const inodes = readdirSync(`/proc/${id}/fd`).flatMap((descriptor) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${id}/fd/${descriptor}`))?.[1] ?? []
    } catch {
      return []
    }
  })
  return new Set(inodes)
}

const listenState = '0A'

/**
 * The addresses of a process's listening TCP sockets, IPv4 and IPv6, in the kernel's hexadecimal
 * notation (`0100007F` is 127.0.0.1).
 */
export const listeningAddresses = (id: number): string[] => {
  const own = socketInodes(id)
  return ['tcp', 'tcp6'].flatMap((kind) =>
    read(`/proc/${id}/net/${kind}`)
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === listenState && own.has(fields[9] ?? ''))
      .map((fields) => fields[1]?.split(':')[0] ?? '')
  )
}
