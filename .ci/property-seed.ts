import { configureGlobal } from 'fast-check'

/**
 * Property tests repeat: the same cases in every run, others with `CONSTAT_FUZZ_SEED=<number>`. A failure prints the seed
 * that shows it again. `CONSTAT_FUZZ_RUNS=<number>` is how many cases each has.
 */
configureGlobal({
  seed: Number(process.env['CONSTAT_FUZZ_SEED'] ?? 20_261_121),
  numRuns: Number(process.env['CONSTAT_FUZZ_RUNS'] ?? 100),
})
