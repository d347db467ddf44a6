import { readEvidenceFile } from '../../../main/commands/evidence-file'
import { readPrices } from '../../../main/evidence/price-file'
import { errorShape } from '../../../main/kernel/errors'
import { peakMegabytes } from '../peak-memory'

/** Reads one price file as the program does, and prints the outcome and the most memory it took. */
const outcomeOf = async (path: string): Promise<Record<string, unknown>> => {
  try {
    const { name, bytes } = await readEvidenceFile('prices', path)
    return { bars: readPrices(bytes, name).bars.dates.length }
  } catch (error) {
    return { refusal: errorShape(error) }
  }
}

const outcome = await outcomeOf(process.argv[2] ?? '')
process.stdout.write(JSON.stringify({ ...outcome, megabytes: peakMegabytes() }))
