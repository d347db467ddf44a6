import type { Shell } from 'electron'
import { underUsualMask } from '../kernel/private-files'
import type { DialogOwner, DialogsPort } from './dialogs-port'

export interface DataFolderParts {
  shell: Pick<Shell, 'openPath'>
  dialogs: Pick<DialogsPort, 'folderNotOpened'>
  folder: string
  /** Why no folder can be shown here at all; empty when one can. */
  openerProblem: string
}

/** Shows the folder in the system's file manager, or says where it is when that fails. */
export const openDataFolder = async (
  { shell, dialogs, folder, openerProblem }: DataFolderParts,
  owner: DialogOwner
): Promise<void> => {
  // What a file manager makes is the person's, not ours.
  const problem = openerProblem || (await underUsualMask(() => shell.openPath(folder)))
  if (problem !== '') await dialogs.folderNotOpened(owner, folder, problem)
}
