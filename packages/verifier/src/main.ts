#!/usr/bin/env node
import process from 'node:process'
import { ioOf } from './command/process-io.ts'
import { runProgram } from './command/program.ts'
import { verifier } from './verifier.ts'

process.exitCode = await runProgram(verifier, process.argv.slice(2), ioOf(process))
