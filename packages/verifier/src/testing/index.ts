export { callProgram } from './call.ts'
export { newFolder, runMain, startProgram, type Ran } from './run.ts'
