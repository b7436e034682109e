export { callProgram } from './call.ts'
export { GOLDEN, goldenPath, goldenText, goldenTrust, type Golden } from './golden.ts'
export { hiddenText } from './hidden.ts'
export { newFolder, runMain, startProgram, type Ran } from './run.ts'
