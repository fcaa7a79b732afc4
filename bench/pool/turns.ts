/** A process of its own that takes turns and writes them down: node turns.ts TURNS DOCUMENTS WARM */
import { take } from './rounds.ts'

const [turns, documents, warm] = process.argv.slice(2).map(Number)
process.stdout.write(JSON.stringify(await take(turns!, documents!, warm!)))
