export * from './choice.ts'
export * from './observation.ts'
