import { it } from 'vitest'
import { checkSessionModel } from '../main/engine/model-commands'

const seed = Number(process.env['SEED'] ?? 20261121)
const runs = 2_000
const commandsARun = 50

it(`lives as the model of a session's life does, ${runs} × ${commandsARun} commands (R13, seed ${seed})`, async () => {
  await checkSessionModel(runs, commandsARun, seed)
})
