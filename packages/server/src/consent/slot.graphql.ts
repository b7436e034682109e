import { BOTH, builder } from '../platform/builder.ts'

/** The precise time agreed for a contact. */
export const SlotInputRef = builder.inputType('SlotInput', {
  description: 'The precise time agreed for a call (C. conso. L223-1 al. 6).',
  subGraphs: BOTH,
  fields: (f) => ({
    start: f.field({ type: 'DateTimeISO', description: 'From then.' }),
    end: f.field({ type: 'DateTimeISO', description: 'Until then.' }),
  }),
})
