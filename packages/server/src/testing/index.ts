export { startConfirming, startRelay, type ConfirmingUnderTest } from './confirming.ts'
export { recordEveryKind } from './every-kind.ts'
export { TUESDAY } from './seeded.ts'
export { NOTICE } from './server-under-test.ts'
