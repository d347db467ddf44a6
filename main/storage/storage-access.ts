import { accessSync, constants } from 'node:fs'

/** Whether this process may make files in `folder`, as far as the system can tell beforehand. */
export const mayWrite = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
