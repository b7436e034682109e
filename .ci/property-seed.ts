import { configureGlobal } from 'fast-check'

/**
 * Property tests repeat: the same cases in every run, others with `CONSTAT_FUZZ_SEED=<number>`. A failure prints the seed
 * that shows it again. `CONSTAT_FUZZ_RUNS=<number>` makes those that can run long do so.
 */
const runs = process.env['CONSTAT_FUZZ_RUNS']
configureGlobal({
  seed: Number(process.env['CONSTAT_FUZZ_SEED'] ?? 20_261_121),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
})
