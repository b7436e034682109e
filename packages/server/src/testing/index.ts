export { NOTICE } from './server-under-test.ts'
