import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `store rebuild`: makes what is derived from events anew. */
export const storeRebuildCommand: Command = {
  name: 'store rebuild',
  about: {
    fr: 'Refait l’état de chaque contact à partir de ses événements, à côté d’un serveur en marche. Coupée, elle reprend ; les réponses ne changent pas.',
    en: 'Makes the state of each contact anew from its events, beside a running server. Cut off, it goes on when repeated; answers stay the same.',
  },
  operands: [],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-store-rebuild.ts')).runStoreRebuild(call),
}
