import { peakMegabytes } from './peak-memory'

// Bundled and imported by a program under test before it starts; its threads only repeat the figure.
process.on('exit', () => process.stderr.write(`peak ${peakMegabytes()}\n`))
