export { contactIndexForm, normalizeContact, type Contact } from './contact.ts'
export { emailIndexForm, normalizeEmail, type EmailAddress } from './email.ts'
export { contactHint } from './hint.ts'
export { normalizePhone, type PhoneE164 } from './phone.ts'
