import { writeFileSync } from 'node:fs'

// Loaded before a command that is measured: what its process used is known to nobody else once it has ended.
const { BENCH_SPENT: path } = process.env
if (path !== undefined) process.on('exit', () => writeFileSync(path, JSON.stringify(process.resourceUsage())))
