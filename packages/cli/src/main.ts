#!/usr/bin/env node
import process from 'node:process'
import { ioOf, runProgram } from '@constat/verifier'
import { constat } from './index.ts'

process.exitCode = await runProgram(constat, process.argv.slice(2), ioOf(process))
