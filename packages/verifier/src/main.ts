#!/usr/bin/env node
import process from 'node:process'
import { ioOf, runProgram, trustFetchCommand, verifyCommand } from './index.ts'

process.exitCode = await runProgram(
  {
    name: 'constat-verifier',
    version: '0.1.0',
    about: {
      fr: 'Vérifie des certificats de consentement, sans serveur.',
      en: 'Verifies certificates of consent, without a server.',
    },
    commands: [verifyCommand, trustFetchCommand],
  },
  process.argv.slice(2),
  ioOf(process),
)
