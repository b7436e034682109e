export { startConfirming, type ConfirmingUnderTest } from './confirming.ts'
export { TUESDAY } from './seeded.ts'
export { NOTICE } from './server-under-test.ts'
