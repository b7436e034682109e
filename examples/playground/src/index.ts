export { playground, type PlaygroundParts } from './site.ts'
