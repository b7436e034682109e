import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'
import { keepCompiled } from './compile-cache.ts'

/** `serve`: runs a server for production. */
export const serveCommand: Command = {
  name: 'serve',
  about: {
    fr: 'Le serveur, pour la production : sans données de démonstration, et jamais sous des réglages dangereux.',
    en: 'The server, for production: without demo data, and never under unsafe settings.',
  },
  operands: [],
  options: CONFIG_OPTIONS,
  // Server and database are loaded by those who run one, not by those who verify a certificate.
  run: async (call) => {
    keepCompiled(call.io.env)
    return (await import('./run-serve.ts')).runServe(call)
  },
}
