import { BOTH, builder } from '../platform/builder.ts'

const PHONE = 'A phone number as people type it; without country code it is French.'
const EMAIL = 'An e-mail address.'

/** One contact to look up. */
export const ContactKeyRef = builder.inputType('ContactKey', {
  description: 'One contact: raw input that is normalised. What cannot be read is refused, never guessed.',
  isOneOf: true,
  fields: (t) => ({
    phone: t.string({ required: false, description: PHONE }),
    email: t.string({ required: false, description: EMAIL }),
  }),
})

/** The contacts of one submission. */
export const ContactsInputRef = builder.inputType('ContactsInput', {
  description:
    'The contacts that the person left: raw input that is normalised. From a page, what cannot be read and no granted question needs is left out; from a secret key it is refused.',
  subGraphs: BOTH,
  fields: (t) => ({
    phone: t.string({ required: false, description: PHONE }),
    email: t.string({ required: false, description: EMAIL }),
  }),
})
