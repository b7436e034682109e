import { builder } from '../platform/builder.ts'

export const KeyKindRef = builder.enumType('KeyKind', {
  description:
    'SITE keys stand in pages and only collect; SECRET keys stay on servers; PARTNER keys are for another organisation, which sees the certificates issued for it.',
  values: ['SITE', 'SECRET', 'PARTNER'] as const,
})
