import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'

/** Where a process's memory and the bounds of its first environment can be had (Linux). */
export interface OwnMemory {
  memory: string
  status: string
}

const own: OwnMemory = { memory: '/proc/self/mem', status: '/proc/self/stat' }
/** Fields of `stat` behind the name, which may hold anything: 50 and 51 of proc(5). */
const blockStart = 47
const blockEnd = 48
/** Far over what a system hands to a program. */
const maximumBytes = 16 * 1024 * 1024
const blank = 'x'

/** First byte and length of each named variable's value in a block of `NAME=value\0`. */
export const valuesIn = (block: Buffer, names: readonly string[]): [number, number][] => {
  const found: [number, number][] = []
  for (let at = 0; at < block.length;) {
    const end = block.indexOf(0, at)
    const stop = end < 0 ? block.length : end
    const value = block.indexOf('=', at) + 1
    const isSet = value > at && value <= stop
    if (isSet && names.includes(block.toString('utf8', at, value - 1))) {
      found.push([value, stop - value])
    }
    at = stop + 1
  }
  return found
}

const wipe = ({ memory, status }: OwnMemory, names: readonly string[]): void => {
  const text = readFileSync(status, 'latin1')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [start, end] = [Number(fields[blockStart]), Number(fields[blockEnd])]
  const size = end - start
  if (!(start >= 0 && size > 0 && size <= maximumBytes)) return
  const file = openSync(memory, 'r+')
  try {
    const block = Buffer.alloc(size)
    readSync(file, block, 0, size, start)
    for (const [place, length] of valuesIn(block, names)) {
      writeSync(file, blank.repeat(length), start + place)
    }
  } finally {
    closeSync(file)
  }
}

/**
 * Overwrites the values of variables where the system put them when the program was started: on Linux
 * that block lies on the first thread's stack, so it goes into every crash report, and
 * `/proc/<pid>/environ` shows it for as long as the program runs, whatever was unset. Where it cannot
 * be done (another system, a locked-down kernel) nothing happens.
 */
export const wipeStartBlock = (names: readonly string[], place: OwnMemory = own): void => {
  try {
    wipe(place, names)
  } catch {
    // It stays as it would be without this; docs/threat-model.md says what that means.
  }
}
