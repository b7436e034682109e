import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `tenant create`: makes a tenant. */
export const tenantCreateCommand: Command = {
  name: 'tenant create',
  about: {
    fr: 'Crée une organisation et affiche son identifiant ; le serveur peut tourner.',
    en: 'Makes an organisation and prints its id; the server may run.',
  },
  operands: [{ name: 'NAME', about: { fr: 'le nom de l’organisation', en: 'the name of the organisation' } }],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-tenant.ts')).runTenantCreate(call),
}

/** `tenant list`: shows every tenant. */
export const tenantListCommand: Command = {
  name: 'tenant list',
  about: {
    fr: 'Montre les organisations : identifiant, jour de création, nom.',
    en: 'Shows the organisations: id, day of making, name.',
  },
  operands: [],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-tenant.ts')).runTenantList(call),
}
